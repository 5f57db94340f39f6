using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>One replica: what it knows, what of that is on its disk, and what each peer has told to have on its own.</summary>
internal sealed class Node<TCrdt>(int number, int nodes)
    where TCrdt : class, ICrdt<TCrdt>
{
    public int Number { get; } = number;

    public ReplicaId Name { get; } = ReplicaId.Of($"node {number}");

    public Known<TCrdt> Known { get; private set; } = Known<TCrdt>.Nothing;

    public bool IsGone { get; private set; }

    private Known<TCrdt> Durable { get; set; } = Known<TCrdt>.Nothing;

    public Known<TCrdt>[] Acknowledged { get; } = [.. Enumerable.Repeat(Known<TCrdt>.Nothing, nodes)];

    /// <summary>A change is on the disk before anybody hears of it; so it is acknowledged to whoever made it.</summary>
    public void Change(Known<TCrdt> known)
    {
        Known = known;
        Durable = known;
    }

    public void Take(Known<TCrdt> known) => Known = Known.Merge(known);

    public void Save() => Durable = Known;

    /// <summary>What is not on the disk is gone, and what peers have told is forgotten.</summary>
    public void Crash()
    {
        Known = Durable;
        Array.Fill(Acknowledged, Known<TCrdt>.Nothing);
    }

    public void Leave() => IsGone = true;

    /// <summary>Forgets who left, and begins an epoch, in which nobody has told anything yet.</summary>
    public void Forget(Func<TCrdt, TCrdt> forget)
    {
        Known = Known with { State = Known.State with { Crdt = forget(Known.State.Crdt) }, Epoch = Known.Epoch + 1 };
        Array.Fill(Acknowledged, Known<TCrdt>.Nothing);
    }
}
