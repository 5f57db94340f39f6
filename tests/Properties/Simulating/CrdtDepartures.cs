using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

public sealed class GCounterDepartures : DepartureSuite<GCounter>
{
    private protected override Subject<GCounter> Subject { get; } = new GCounterSubject();

    private protected override Forgetting<GCounter> Forgetting { get; } = Simulating.Forgetting.Retiring<GCounter>(
        (counter, left) => Outcome.Right(counter.Retire(left.Who, left.Heir)));
}

public sealed class PNCounterDepartures : DepartureSuite<PNCounter>
{
    private protected override Subject<PNCounter> Subject { get; } = new PNCounterSubject();

    private protected override Forgetting<PNCounter> Forgetting { get; } = Simulating.Forgetting.Retiring<PNCounter>(
        (counter, left) => Outcome.Right(counter.Retire(left.Who, left.Heir)));
}

public sealed class BoundedCounterDepartures : DepartureSuite<BoundedCounter>
{
    private protected override Subject<BoundedCounter> Subject { get; } = new BoundedCounterSubject();

    private protected override Forgetting<BoundedCounter> Forgetting { get; } = Simulating.Forgetting.Retiring<BoundedCounter>(
        (counter, left) => Outcome.Right(counter.Retire(left.Who, left.Heir)));
}

public sealed class ResettableCounterDepartures : DepartureSuite<ResettableCounter>
{
    private protected override Subject<ResettableCounter> Subject { get; } = new ResettableCounterSubject();

    private protected override Forgetting<ResettableCounter> Forgetting { get; } = Simulating.Forgetting.Pruning<ResettableCounter>(
        (state, left) => state.Prune(left));
}

public sealed class OrSetDepartures : DepartureSuite<OrSet<int>>
{
    private protected override Subject<OrSet<int>> Subject { get; } = new OrSetSubject();

    private protected override Forgetting<OrSet<int>> Forgetting { get; } = Simulating.Forgetting.Pruning<OrSet<int>>(
        (state, left) => state.Prune(left));
}

public sealed class MvRegisterDepartures : DepartureSuite<MvRegister<int>>
{
    private protected override Subject<MvRegister<int>> Subject { get; } = new MvRegisterSubject();

    private protected override Forgetting<MvRegister<int>> Forgetting { get; } = Simulating.Forgetting.Pruning<MvRegister<int>>(
        (state, left) => state.Prune(left));
}

public sealed class EnableWinsFlagDepartures : DepartureSuite<EnableWinsFlag>
{
    private protected override Subject<EnableWinsFlag> Subject { get; } = new EnableWinsFlagSubject();

    private protected override Forgetting<EnableWinsFlag> Forgetting { get; } = Simulating.Forgetting.Pruning<EnableWinsFlag>(
        (state, left) => state.Prune(left));
}

public sealed class DisableWinsFlagDepartures : DepartureSuite<DisableWinsFlag>
{
    private protected override Subject<DisableWinsFlag> Subject { get; } = new DisableWinsFlagSubject();

    private protected override Forgetting<DisableWinsFlag> Forgetting { get; } = Simulating.Forgetting.Pruning<DisableWinsFlag>(
        (state, left) => state.Prune(left));
}

public sealed class OrMapDepartures : DepartureSuite<OrMap<string, OrSet<int>>>
{
    private protected override Subject<OrMap<string, OrSet<int>>> Subject { get; } = new OrMapSubject();

    private protected override Forgetting<OrMap<string, OrSet<int>>> Forgetting { get; } = Simulating.Forgetting.Pruning<OrMap<string, OrSet<int>>>(
        (state, left) => state.Prune(left));
}

public sealed class NestedMapDepartures : DepartureSuite<OrMap<int, OrMap<string, ResettableCounter>>>
{
    private protected override Subject<OrMap<int, OrMap<string, ResettableCounter>>> Subject { get; } = new NestedMapSubject();

    private protected override Forgetting<OrMap<int, OrMap<string, ResettableCounter>>> Forgetting { get; } = Simulating.Forgetting.Pruning<OrMap<int, OrMap<string, ResettableCounter>>>(
        (state, left) => state.Prune(left));
}

public sealed class EmbeddedDepartures : DepartureSuite<OrMap<string, Embedded<GSet<int>>>>
{
    private protected override Subject<OrMap<string, Embedded<GSet<int>>>> Subject { get; } = new EmbeddedSubject();

    private protected override Forgetting<OrMap<string, Embedded<GSet<int>>>> Forgetting { get; } = Simulating.Forgetting.Pruning<OrMap<string, Embedded<GSet<int>>>>(
        (state, left) => state.Prune(left));
}
