using Timeline.Causality;
using Timeline.Events;

namespace Timeline.Tests.Properties.Events;

/// <summary>A few nodes that record events and tell each other, and a plain record of who knew what.</summary>
internal sealed class World(int nodes)
{
    private readonly HashSet<EventId>[] _known = [.. Enumerable.Range(0, nodes).Select(_ => new HashSet<EventId>())];
    private readonly VersionVector[] _vectors = [.. Enumerable.Repeat(VersionVector.Empty, nodes)];
    private readonly LamportClock[] _clocks =
        [.. Enumerable.Range(0, nodes).Select(node => LamportClock.Start(ReplicaId.Of($"n{node}")))];

    private readonly Dictionary<EventId, (string Node, long Number)> _numbers = [];

    /// <summary>The events, and the ids of those that were known when each was recorded, itself among them.</summary>
    public List<(Event Event, HashSet<EventId> Known)> Record { get; } = [];

    public static IEnumerable<(string Node, long Number)> Numbers(EventGap gap) =>
        Enumerable.Range(0, (int)(gap.Last - gap.First + 1)).Select(step => (gap.Node.Text, gap.First + step));

    public (string Node, long Number) Number(EventId id) => _numbers[id];

    public HashSet<EventId> Known(Event @event) => Record.Find(entry => entry.Event.Id == @event.Id).Known;

    public void Step(int step)
    {
        var node = step % nodes;
        var other = step / nodes % nodes;
        if (step / 16 % 2 == 0 || node == other) Emit(node);
        else Tell(node, other);
    }

    private void Emit(int node)
    {
        _clocks[node] = Right(_clocks[node].Tick());
        _vectors[node] = Right(_vectors[node].Tick(_clocks[node].Node));
        var @event = Right(Event.Create(EventGenerators.DraftOf(Record.Count, 0, null) with
        {
            NodeId = _clocks[node].Node.Text,
            LamportTime = _clocks[node].Time,
            VersionVector = _vectors[node],
        }));
        _ = _known[node].Add(@event.Id);
        _numbers[@event.Id] = (@event.NodeId.Text, _vectors[node].StepsOf(@event.NodeId));
        Record.Add((@event, [.. _known[node]]));
    }

    private void Tell(int from, int to)
    {
        _known[to].UnionWith(_known[from]);
        _vectors[to] = _vectors[to].Join(_vectors[from]);
        _clocks[to] = Right(_clocks[to].Observe(_clocks[from].Node, _clocks[from].Time));
    }
}
