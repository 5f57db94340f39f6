using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Histories;

/// <summary>A list of small maps in which every part carries the version that set it: the oracle of blame.</summary>
internal sealed class TaggedList
{
    private static readonly ValuePath Items = ValuePath.Root.Append("items");

    private readonly List<Item> _items = [];
    private int _version;

    private sealed record Item(int Value, int ValueSetBy, int ChangedBy);

    public static Value Start { get; } = Value.Map.From([KeyValuePair.Create("items", (Value)Value.List.From([]))]);

    /// <summary>Makes a change that a number stands for, and tags what it touches.</summary>
    public Patch ChangeOnce(int number, int version)
    {
        var count = Math.Max(1, _items.Count);
        var (at, to) = (Graphs.Pick(number / 4, count), Graphs.Pick(number / 7, count));
        Change change = Graphs.Pick(number, 4) switch
        {
            _ when _items.Count == 0 => Add(0, number, version),
            0 => Remove(at),
            1 => Move(at, to),
            2 => Replace(at, number, version),
            _ => Add(at, number, version),
        };
        if (change is not Change.Moved { IsReordering: true }) _version = version;
        return Patch.From([change]);
    }

    /// <summary>Every path with the version that set it, in the order of the document.</summary>
    public IEnumerable<(string Path, int Version)> Expected()
    {
        yield return ("", _version);
        yield return ("/items", _version);
        for (var i = 0; i < _items.Count; i++)
        {
            yield return ($"/items/{i}", _items[i].ChangedBy);
            yield return ($"/items/{i}/v", _items[i].ValueSetBy);
        }
    }

    private Change.Added Add(int at, int number, int version)
    {
        _items.Insert(at, new(number, version, version));
        return new(Items.Append(at), Element(_items[at]));
    }

    private Change.Removed Remove(int at)
    {
        var removed = Element(_items[at]);
        _items.RemoveAt(at);
        return new(Items.Append(at), removed);
    }

    private Change.Moved Move(int at, int to)
    {
        var moved = _items[at];
        _items.RemoveAt(at);
        _items.Insert(to, moved);
        return new(Items.Append(at), Items.Append(to), Element(moved));
    }

    private Change.Replaced Replace(int at, int number, int version)
    {
        var before = Value.Of((long)_items[at].Value);
        _items[at] = new(number + 1000 + version, version, version);
        return new(Items.Append(at).Append("v"), before, Value.Of((long)_items[at].Value));
    }

    private static Value.Map Element(Item item) =>
        Value.Map.From([KeyValuePair.Create("v", Value.Of((long)item.Value))]);
}
