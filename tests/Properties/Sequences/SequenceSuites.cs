using Timeline.Sequences;
using Timeline.Tests.Properties.Crdts;
using Timeline.Tests.Properties.Simulating;

namespace Timeline.Tests.Properties.Sequences;

public sealed class CrdtTextSuite : CrdtSuite<CrdtText>
{
    private protected override Subject<CrdtText> Subject { get; } = new CrdtTextSubject();
}

public sealed class CrdtListSuite : CrdtSuite<CrdtList<int>>
{
    private protected override Subject<CrdtList<int>> Subject { get; } = new CrdtListSubject();
}

public sealed class CrdtTextSimulations : SimulationSuite<CrdtText>
{
    private protected override Subject<CrdtText> Subject { get; } = new CrdtTextSubject();
}

public sealed class CrdtListSimulations : SimulationSuite<CrdtList<int>>
{
    private protected override Subject<CrdtList<int>> Subject { get; } = new CrdtListSubject();
}
