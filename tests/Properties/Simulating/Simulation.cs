using System.Globalization;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>
/// Three to seven replicas that change a state on their own and send it to each other, or deltas of it, over a wire that
/// loses, repeats and reorders, between partitions and crashes; some of them leave for good and are forgotten, where it
/// is said how. All of it follows from a seed.
/// </summary>
internal sealed partial class Simulation<TCrdt>
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

    private Simulation(Subject<TCrdt> subject, int seed, Forgetting<TCrdt>? forgetting, bool refuses)
    {
        _subject = subject;
        _forgetting = forgetting;
        _refuses = refuses;
        _lots = new Random(seed);
        var nodes = 3 + _lots.Next(5);
        _nodes = [.. Enumerable.Range(0, nodes).Select(number => new Node<TCrdt>(number, nodes))];
    }

    /// <summary>What happened, a line for each step: the same for the same seed.</summary>
    public IReadOnlyList<string> Trace => _trace;

    private Node<TCrdt>[] Members => [.. _nodes.Where(node => !node.IsGone)];

    public static Simulation<TCrdt> Run(Subject<TCrdt> subject, int seed) => Run(subject, seed, null, true);

    /// <summary>As above, where replicas leave.</summary>
    /// <param name="subject">The type.</param>
    /// <param name="seed">Of all that happens.</param>
    /// <param name="forgetting">How who left is forgotten; null for none that leaves.</param>
    /// <param name="refuses">Whether what was sent before something was forgotten is refused after it.</param>
    public static Simulation<TCrdt> Run(
        Subject<TCrdt> subject, int seed, Forgetting<TCrdt>? forgetting, bool refuses)
    {
        var simulation = new Simulation<TCrdt>(subject, seed, forgetting, refuses);
        for (var step = 0; step < (forgetting is null ? Steps : StepsWithDepartures); step++)
        {
            if (forgetting is not null)
                simulation.DepartOrForget();
            simulation.Step(step);
        }
        simulation.Heal();
        return simulation;
    }

    /// <summary>All replicas are equal, have the value of all acknowledged operations, and add nothing to each other.</summary>
    public void AssertConverged()
    {
        var first = Members[0].Known;
        Assert.All(Members, node =>
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
        var members = Members;
        var node = members[_lots.Next(members.Length)];
        switch (_lots.Next(100))
        {
            case < 25:
                Change(node, step);
                break;
            case < 55:
                Send(node, members[_lots.Next(members.Length)]);
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
        node.Change(before with { State = state, Events = events, Vector = before.Vector.With(dot.Replica, dot.Sequence) });
        _acknowledged = _acknowledged.Merge(state.Facts);
        Note($"{dot} is made");
    }

    private void Send(Node<TCrdt> from, Node<TCrdt> to)
    {
        if (from == to || _wire.Count == LongestWire)
            return;
        var isWhole = _lots.Next(5) == 0;
        var state = from.Known.State.Crdt;
        var bytes = CrdtJson.ToUtf8(isWhole ? state : state.Delta(from.Acknowledged[to.Number].State.Crdt));
        // What is sent is on the disk: else a crash could make another step of the same number.
        from.Save();
        var message = new Message.Carrying<TCrdt>(from.Number, to.Number, bytes, from.Known);
        _wire.Add(message);
        _sent.Add(message);
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
        if (node.IsGone)
            return;
        if (message is Message.Acknowledging<TCrdt> ack)
        {
            if (ack.Saved.Epoch == node.Known.Epoch)
                node.Acknowledged[ack.From] = node.Acknowledged[ack.From].Merge(ack.Saved);
            return;
        }
        var carrying = (Message.Carrying<TCrdt>)message;
        if (!Bring(node, carrying) || _lots.Next(2) == 0)
            return;
        node.Save();
        _wire.Add(new Message.Acknowledging<TCrdt>(node.Number, message.From, carrying.Sender));
    }

    private bool Bring(Node<TCrdt> node, Message.Carrying<TCrdt> carrying)
    {
        var crdt = Outcome.Right(CrdtJson.Read<TCrdt>(carrying.State));
        return Bring(node, carrying.Sender with { State = carrying.Sender.State with { Crdt = crdt } });
    }

    private void Heal()
    {
        // The first round brings all into the last epoch.
        for (var round = 0; round < 3; round++)
        {
            foreach (var from in Members)
            {
                foreach (var to in Members)
                    _ = Bring(to, from.Known);
            }
        }
        Note($"{_events.Count} events, {_ledger.Count} operations");
    }

    private void Note(FormattableString line) => _trace.Add(line.ToString(CultureInfo.InvariantCulture));
}
