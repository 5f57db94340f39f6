namespace Timeline.Tests.Properties.Sequences;

/// <summary>Fugue as the paper tells it: a set of elements, each with a parent and a side, and the tree walked in order.</summary>
internal sealed class NaiveText
{
    private readonly Dictionary<Id, Element> _elements = [];
    private readonly HashSet<Id> _deleted = [];

    private sealed record Id(string Replica, int Number) : IComparable<Id>
    {
        public int CompareTo(Id? other) => string.CompareOrdinal(Replica, other!.Replica) is var order and not 0
            ? order
            : Number.CompareTo(other.Number);
    }

    private sealed record Element(Id? Parent, bool IsLeft, char Value);

    public override string ToString() => string.Concat(Visible().Select(id => _elements[id].Value));

    public void Insert(string replica, int index, char value)
    {
        var order = Order();
        var left = index == 0 ? null : Visible()[index - 1];
        var id = new Id(replica, 1 + _elements.Keys.Where(known => known.Replica == replica).Select(known => known.Number).Append(0).Max());
        var hasRight = _elements.Values.Any(element => element.Parent == left && !element.IsLeft);
        _elements[id] = hasRight
            ? new Element(order[left is null ? 0 : order.IndexOf(left) + 1], true, value)
            : new Element(left, false, value);
    }

    public void Delete(int index) => _deleted.Add(Visible()[index]);

    public void Merge(NaiveText other)
    {
        foreach (var (id, element) in other._elements)
            _elements[id] = element;
        _deleted.UnionWith(other._deleted);
    }

    /// <summary>What this one has and the other has not.</summary>
    public NaiveText Since(NaiveText before)
    {
        var delta = new NaiveText();
        foreach (var (id, element) in _elements.Where(pair => !before._elements.ContainsKey(pair.Key)))
            delta._elements[id] = element;
        delta._deleted.UnionWith(_deleted.Except(before._deleted));
        return delta;
    }

    public NaiveText Copy() => Since(new NaiveText());

    private List<Id> Visible() => [.. Order().Where(id => !_deleted.Contains(id))];

    private List<Id> Order()
    {
        var children = _elements.ToLookup(pair => (pair.Value.Parent, pair.Value.IsLeft), pair => pair.Key);
        List<Id> order = [];
        foreach (var first in children[(null, false)].Order())
            Walk(first);
        return order;

        void Walk(Id id)
        {
            foreach (var child in children[(id, true)].Order())
                Walk(child);
            order.Add(id);
            foreach (var child in children[(id, false)].Order())
                Walk(child);
        }
    }
}
