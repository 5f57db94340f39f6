using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>
/// What a replica knows: a state beside its model, which events of the simulation it has seen, the vector that has to
/// tell the same, and how many of those that left it has forgotten: its epoch.
/// </summary>
internal readonly record struct Known<TCrdt>(Subject<TCrdt>.State State, UInt128 Events, VersionVector Vector, int Epoch)
    where TCrdt : class, ICrdt<TCrdt>
{
    public static Known<TCrdt> Nothing { get; } = new(Subject<TCrdt>.State.Empty, 0, VersionVector.Empty, 0);

    public Known<TCrdt> Merge(Known<TCrdt> other) =>
        new(State.Merge(other.State), Events | other.Events, Vector.Join(other.Vector), Math.Max(Epoch, other.Epoch));
}
