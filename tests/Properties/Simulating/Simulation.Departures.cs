using Timeline.Causality;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>Replicas that leave for good, and are forgotten by each that stays, at another time.</summary>
/// <remarks>
/// The rules are those that the guide gives to who uses the types: who leaves says so to all, with its last step, and
/// another has saved what it knew; it is forgotten once all that stay have acknowledged that step, and states in which
/// nothing of it is held; what was sent in an epoch before is refused, and who meets a later epoch enters it first.
/// </remarks>
internal sealed partial class Simulation<TCrdt>
{
    private const int StepsWithDepartures = 320;
    private const int FewestMembers = 2;

    private readonly List<Departure> _departures = [];
    private readonly List<Message.Carrying<TCrdt>> _sent = [];
    private readonly Forgetting<TCrdt>? _forgetting;
    private readonly bool _refuses;

    /// <summary>How many that left were forgotten by all.</summary>
    public int Forgotten => Members.Min(node => node.Known.Epoch);

    /// <summary>Whatever was ever sent, to whomever it comes again: it adds nothing, or at least changes no value.</summary>
    public void AssertNothingSentComesBack()
    {
        foreach (var node in Members)
        {
            foreach (var message in _sent.OrderBy(_ => _lots.Next()))
            {
                var before = node.Known.State.Crdt;
                _ = Bring(node, message);
                if (_refuses)
                    Assert.Same(before, node.Known.State.Crdt);
                else
                    _subject.Agree(node.Known.State, _ledger);
            }
        }
    }

    private void DepartOrForget()
    {
        var members = Members;
        var node = members[_lots.Next(members.Length)];
        switch (_lots.Next(40))
        {
            case 0 when members.Length > FewestMembers:
                Depart(node, members);
                break;
            case < 10:
                TryForget(node);
                break;
            default:
                break;
        }
    }

    private void Depart(Node<TCrdt> node, Node<TCrdt>[] members)
    {
        Node<TCrdt>[] staying = [.. members.Where(other => other != node)];
        var told = staying[_lots.Next(staying.Length)];
        Enter(node, told.Known.Epoch);
        _ = Bring(told, node.Known);
        told.Save();
        node.Leave();
        _departures.Add(new Departure(node.Name, staying[0].Name, node.Known.Vector.StepsOf(node.Name)));
        Note($"{node.Name} leaves, and {told.Name} has what it knew");
    }

    private void TryForget(Node<TCrdt> node)
    {
        if (node.Known.Epoch == _departures.Count)
            return;
        var departure = _departures[node.Known.Epoch];
        var told = Members
            .Select(peer => (Node: peer, Told: peer == node ? node.Known : node.Acknowledged[peer.Number])).ToArray();
        var group = told.Aggregate(
            CausalStability.Of(_nodes.Select(it => it.Name)),
            (all, it) => all.Observe(it.Node.Name, it.Told.Vector));
        group = _departures.Aggregate(group, (all, left) => all.Leave(left.Who));
        if (group.IsSettled(departure.Who)
            && group.Stable.StepsOf(departure.Who) == departure.Last
            && !told.Any(it => _forgetting!.Holds(it.Told.State.Crdt, departure.Who)))
        {
            Enter(node, node.Known.Epoch + 1);
        }
    }

    private void Enter(Node<TCrdt> node, int epoch)
    {
        while (node.Known.Epoch < epoch)
        {
            var departure = _departures[node.Known.Epoch];
            node.Forget(state => _forgetting!.Forget(state, departure));
            Note($"{node.Name} forgets {departure.Who}");
        }
    }

    private bool Bring(Node<TCrdt> node, Known<TCrdt> known)
    {
        if (_refuses && known.Epoch < node.Known.Epoch)
            return false;
        Enter(node, known.Epoch);
        node.Take(known);
        return true;
    }
}
