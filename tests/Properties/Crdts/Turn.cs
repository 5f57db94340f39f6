using Timeline.Causality;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>One change that a replica is to make: which one is drawn from a code, and its time is its place in the run.</summary>
public readonly record struct Turn(Ledger Ledger, ReplicaId Replica, int Code, int Time)
{
    /// <summary>One of so many, from the code.</summary>
    public int Pick(int count, int digit = 0) => Code / (int)Math.Pow(7, digit) % count;

    public Facts Record(Facts facts, object operation) => facts.With(Ledger.Add(operation));
}
