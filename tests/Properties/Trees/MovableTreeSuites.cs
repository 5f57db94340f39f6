using Timeline.Tests.Properties.Crdts;
using Timeline.Tests.Properties.Simulating;
using Timeline.Trees;

namespace Timeline.Tests.Properties.Trees;

public sealed class MovableTreeSuite : CrdtSuite<MovableTree<int>>
{
    private protected override Subject<MovableTree<int>> Subject { get; } = new MovableTreeSubject();
}

public sealed class MovableTreeSimulations : SimulationSuite<MovableTree<int>>
{
    private protected override Subject<MovableTree<int>> Subject { get; } = new MovableTreeSubject();
}
