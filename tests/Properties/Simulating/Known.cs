using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>
/// What a replica knows: a state beside its model, which events of the simulation it has seen, and the vector that has to
/// tell the same.
/// </summary>
internal readonly record struct Known<TCrdt>(Subject<TCrdt>.State State, UInt128 Events, VersionVector Vector)
    where TCrdt : class, ICrdt<TCrdt>
{
    public static Known<TCrdt> Nothing { get; } = new(Subject<TCrdt>.State.Empty, 0, VersionVector.Empty);

    public Known<TCrdt> Merge(Known<TCrdt> other) =>
        new(State.Merge(other.State), Events | other.Events, Vector.Join(other.Vector));
}
