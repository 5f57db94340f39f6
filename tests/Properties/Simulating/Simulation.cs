using System.Globalization;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>
/// Three to seven replicas that change a state on their own and send it to each other, or deltas of it, over a wire that
/// loses, repeats and reorders, between partitions and crashes. All of it follows from a seed.
/// </summary>
internal sealed class Simulation<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    private const int Steps = 160;
    private const int LongestWire = 30;

    private readonly Subject<TCrdt> _subject;
    private readonly Random _lots;
    private readonly Ledger _ledger = new();
    private readonly Node<TCrdt>[] _nodes;
    private readonly List<Message> _wire = [];
    private readonly List<string> _trace = [];
    private readonly List<(DottedVersionVector Write, UInt128 Past)> _events = [];
    private Facts _acknowledged;

    // Nodes whose bits differ cannot reach each other.
    private int _partition;

    private Simulation(Subject<TCrdt> subject, int seed)
    {
        _subject = subject;
        _lots = new Random(seed);
        var nodes = 3 + _lots.Next(5);
        _nodes = [.. Enumerable.Range(0, nodes).Select(number => new Node<TCrdt>(number, nodes))];
    }

    /// <summary>What happened, a line for each step: the same for the same seed.</summary>
    public IReadOnlyList<string> Trace => _trace;

    public static Simulation<TCrdt> Run(Subject<TCrdt> subject, int seed)
    {
        var simulation = new Simulation<TCrdt>(subject, seed);
        for (var step = 0; step < Steps; step++)
            simulation.Step(step);
        simulation.Heal();
        return simulation;
    }

    /// <summary>All replicas are equal, have the value of all acknowledged operations, and add nothing to each other.</summary>
    public void AssertConverged()
    {
        var first = _nodes[0].Known;
        Assert.All(_nodes, node =>
        {
            Assert.Equal(first.State.Crdt, node.Known.State.Crdt);
            Assert.Same(first.State.Crdt, first.State.Crdt.Merge(node.Known.State.Crdt));
            Assert.Equal(_acknowledged, node.Known.State.Facts);
            _subject.Agree(node.Known.State, _ledger);
        });
    }

    /// <summary>An event is before another by their vectors exactly where it was known to its maker.</summary>
    public void AssertVectorsTellWhatHappened()
    {
        for (var i = 0; i < _events.Count; i++)
        {
            for (var j = 0; j < _events.Count; j++)
            {
                var (before, after) = ((_events[j].Past >> i & 1) == 1, (_events[i].Past >> j & 1) == 1);
                var expected = i == j ? CausalOrder.Equal
                    : before ? CausalOrder.Before
                    : after ? CausalOrder.After
                    : CausalOrder.Concurrent;
                Assert.Equal(expected, _events[i].Write.Compare(_events[j].Write));
            }
        }
    }

    private void Step(int step)
    {
        var node = _nodes[_lots.Next(_nodes.Length)];
        switch (_lots.Next(100))
        {
            case < 25:
                Change(node, step);
                break;
            case < 55:
                Send(node, _nodes[_lots.Next(_nodes.Length)]);
                break;
            case < 94:
                Deliver();
                break;
            case < 97:
                node.Crash();
                Note($"{node.Name} crashes");
                break;
            default:
                _partition = _lots.Next(3) == 0 ? 0 : _lots.Next(1 << _nodes.Length);
                Note($"the partition is {_partition}");
                break;
        }
    }

    private void Change(Node<TCrdt> node, int time)
    {
        if (_events.Count == Ledger.Capacity)
            return;
        var before = node.Known;
        var state = _subject.Change(before.State, new Turn(_ledger, node.Name, _lots.Next(), time));
        if (state == before.State)
            return;
        var dot = Outcome.Right(before.Vector.Next(node.Name));
        var events = before.Events | UInt128.One << _events.Count;
        _events.Add((new DottedVersionVector(dot, before.Vector), before.Events));
        node.Change(new Known<TCrdt>(state, events, before.Vector.With(dot.Replica, dot.Sequence)));
        _acknowledged = _acknowledged.Merge(state.Facts);
        Note($"{dot} is made");
    }

    private void Send(Node<TCrdt> from, Node<TCrdt> to)
    {
        if (from == to || _wire.Count == LongestWire)
            return;
        var isWhole = _lots.Next(5) == 0;
        var state = from.Known.State.Crdt;
        var bytes = CrdtJson.ToUtf8(isWhole ? state : state.Delta(from.Acknowledged[to.Number]));
        // What is sent is on the disk: else a crash could make another step of the same number.
        from.Save();
        _wire.Add(new Message.Carrying<TCrdt>(from.Number, to.Number, bytes, from.Known));
        Note($"{from.Name} sends {(isWhole ? "its state" : "a delta")} to {to.Name}");
    }

    private void Deliver()
    {
        if (_wire.Count == 0)
            return;
        var at = _lots.Next(_wire.Count);
        var message = _wire[at];
        var fate = _lots.Next(10);
        // One in ten comes again, one in ten is lost, and all that goes across a partition is.
        if (fate > 0)
            _wire.RemoveAt(at);
        var isLost = fate == 1 || ((_partition >> message.From ^ _partition >> message.To) & 1) == 1;
        Note($"from {message.From} to {message.To} {(isLost ? "is lost" : "comes")}");
        if (!isLost)
            Receive(message);
    }

    private void Receive(Message message)
    {
        var node = _nodes[message.To];
        if (message is Message.Acknowledging<TCrdt> ack)
        {
            node.Acknowledged[ack.From] = node.Acknowledged[ack.From].Merge(ack.Saved);
            return;
        }
        var carrying = (Message.Carrying<TCrdt>)message;
        var crdt = Outcome.Right(CrdtJson.Read<TCrdt>(carrying.State));
        node.Take(carrying.Sender with { State = carrying.Sender.State with { Crdt = crdt } });
        if (_lots.Next(2) == 0)
            return;
        node.Save();
        _wire.Add(new Message.Acknowledging<TCrdt>(node.Number, message.From, carrying.Sender.State.Crdt));
    }

    private void Heal()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var from in _nodes)
            {
                foreach (var to in _nodes)
                    to.Take(from.Known);
            }
        }
        Note($"{_events.Count} events, {_ledger.Count} operations");
    }

    private void Note(FormattableString line) => _trace.Add(line.ToString(CultureInfo.InvariantCulture));
}
