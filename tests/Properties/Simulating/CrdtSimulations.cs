using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

public sealed class GCounterSimulations : SimulationSuite<GCounter>
{
    private protected override Subject<GCounter> Subject { get; } = new GCounterSubject();
}

public sealed class PNCounterSimulations : SimulationSuite<PNCounter>
{
    private protected override Subject<PNCounter> Subject { get; } = new PNCounterSubject();
}

public sealed class BoundedCounterSimulations : SimulationSuite<BoundedCounter>
{
    private protected override Subject<BoundedCounter> Subject { get; } = new BoundedCounterSubject();
}

public sealed class ResettableCounterSimulations : SimulationSuite<ResettableCounter>
{
    private protected override Subject<ResettableCounter> Subject { get; } = new ResettableCounterSubject();
}

public sealed class LwwRegisterSimulations : SimulationSuite<LwwRegister<int>>
{
    private protected override Subject<LwwRegister<int>> Subject { get; } = new LwwRegisterSubject();
}

public sealed class LwwMapSimulations : SimulationSuite<LwwMap<string, int>>
{
    private protected override Subject<LwwMap<string, int>> Subject { get; } = new LwwMapSubject();
}

public sealed class LwwSetSimulations : SimulationSuite<LwwSet<string>>
{
    private protected override Subject<LwwSet<string>> Subject { get; } = new LwwSetSubject();
}

public sealed class GSetSimulations : SimulationSuite<GSet<int>>
{
    private protected override Subject<GSet<int>> Subject { get; } = new GSetSubject();
}

public sealed class TwoPhaseSetSimulations : SimulationSuite<TwoPhaseSet<int>>
{
    private protected override Subject<TwoPhaseSet<int>> Subject { get; } = new TwoPhaseSetSubject();
}

public sealed class OrSetSimulations : SimulationSuite<OrSet<int>>
{
    private protected override Subject<OrSet<int>> Subject { get; } = new OrSetSubject();
}

public sealed class MvRegisterSimulations : SimulationSuite<MvRegister<int>>
{
    private protected override Subject<MvRegister<int>> Subject { get; } = new MvRegisterSubject();
}

public sealed class EnableWinsFlagSimulations : SimulationSuite<EnableWinsFlag>
{
    private protected override Subject<EnableWinsFlag> Subject { get; } = new EnableWinsFlagSubject();
}

public sealed class DisableWinsFlagSimulations : SimulationSuite<DisableWinsFlag>
{
    private protected override Subject<DisableWinsFlag> Subject { get; } = new DisableWinsFlagSubject();
}

public sealed class OrMapSimulations : SimulationSuite<OrMap<string, OrSet<int>>>
{
    private protected override Subject<OrMap<string, OrSet<int>>> Subject { get; } = new OrMapSubject();
}

public sealed class NestedMapSimulations : SimulationSuite<OrMap<int, OrMap<string, ResettableCounter>>>
{
    private protected override Subject<OrMap<int, OrMap<string, ResettableCounter>>> Subject { get; } = new NestedMapSubject();
}

public sealed class EmbeddedSimulations : SimulationSuite<OrMap<string, Embedded<GSet<int>>>>
{
    private protected override Subject<OrMap<string, Embedded<GSet<int>>>> Subject { get; } = new EmbeddedSubject();
}
