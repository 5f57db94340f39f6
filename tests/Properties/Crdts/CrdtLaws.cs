using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

public sealed class GCounterLaws : CrdtSuite<GCounter>
{
    private protected override Subject<GCounter> Subject { get; } = new GCounterSubject();
}

public sealed class PNCounterLaws : CrdtSuite<PNCounter>
{
    private protected override Subject<PNCounter> Subject { get; } = new PNCounterSubject();
}

public sealed class BoundedCounterLaws : CrdtSuite<BoundedCounter>
{
    private protected override Subject<BoundedCounter> Subject { get; } = new BoundedCounterSubject();
}

public sealed class ResettableCounterLaws : CrdtSuite<ResettableCounter>
{
    private protected override Subject<ResettableCounter> Subject { get; } = new ResettableCounterSubject();
}

public sealed class LwwRegisterLaws : CrdtSuite<LwwRegister<int>>
{
    private protected override Subject<LwwRegister<int>> Subject { get; } = new LwwRegisterSubject();
}

public sealed class LwwMapLaws : CrdtSuite<LwwMap<string, int>>
{
    private protected override Subject<LwwMap<string, int>> Subject { get; } = new LwwMapSubject();
}

public sealed class LwwSetLaws : CrdtSuite<LwwSet<string>>
{
    private protected override Subject<LwwSet<string>> Subject { get; } = new LwwSetSubject();
}

public sealed class GSetLaws : CrdtSuite<GSet<int>>
{
    private protected override Subject<GSet<int>> Subject { get; } = new GSetSubject();
}

public sealed class TwoPhaseSetLaws : CrdtSuite<TwoPhaseSet<int>>
{
    private protected override Subject<TwoPhaseSet<int>> Subject { get; } = new TwoPhaseSetSubject();
}

public sealed class OrSetLaws : CrdtSuite<OrSet<int>>
{
    private protected override Subject<OrSet<int>> Subject { get; } = new OrSetSubject();
}

public sealed class MvRegisterLaws : CrdtSuite<MvRegister<int>>
{
    private protected override Subject<MvRegister<int>> Subject { get; } = new MvRegisterSubject();
}

public sealed class EnableWinsFlagLaws : CrdtSuite<EnableWinsFlag>
{
    private protected override Subject<EnableWinsFlag> Subject { get; } = new EnableWinsFlagSubject();
}

public sealed class DisableWinsFlagLaws : CrdtSuite<DisableWinsFlag>
{
    private protected override Subject<DisableWinsFlag> Subject { get; } = new DisableWinsFlagSubject();
}

public sealed class OrMapLaws : CrdtSuite<OrMap<string, OrSet<int>>>
{
    private protected override Subject<OrMap<string, OrSet<int>>> Subject { get; } = new OrMapSubject();
}

public sealed class NestedMapLaws : CrdtSuite<OrMap<int, OrMap<string, ResettableCounter>>>
{
    private protected override Subject<OrMap<int, OrMap<string, ResettableCounter>>> Subject { get; } = new NestedMapSubject();
}

public sealed class EmbeddedLaws : CrdtSuite<OrMap<string, Embedded<GSet<int>>>>
{
    private protected override Subject<OrMap<string, Embedded<GSet<int>>>> Subject { get; } = new EmbeddedSubject();
}
