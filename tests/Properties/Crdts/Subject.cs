using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>
/// A type under the laws and in the simulator: how a replica changes it, beside a model that forgets nothing, and what
/// the two have to agree on.
/// </summary>
public abstract class Subject<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    public readonly record struct State(TCrdt Crdt, Facts Facts)
    {
        public static State Empty => new(TCrdt.Empty, default);

        public State Merge(State other) => new(Crdt.Merge(other.Crdt), Facts.Merge(other.Facts));
    }

    /// <summary>Makes a change; one that the type refuses gives the state back.</summary>
    public abstract State Change(State state, Turn turn);

    /// <summary>Fails where the value is not that of the model.</summary>
    public abstract void Agree(State state, Ledger ledger);
}
