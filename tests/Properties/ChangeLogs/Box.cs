using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Properties.ChangeLogs;

/// <summary>The plain model of a tracked container: what it holds are values and other boxes.</summary>
internal sealed class Box(ContainerKind kind, Guid id)
{
    public ContainerKind Kind { get; } = kind;

    public Guid Id { get; } = id;

    public bool IsMap => Kind is ContainerKind.Dictionary or ContainerKind.Object;

    public Dictionary<string, object> Entries { get; } = [];

    public List<object> Items { get; } = [];

    public HashSet<Value> Elements { get; } = [];

    public static Value ToValue(object held) => held is Box box ? box.ToValue() : (Value)held;

    public Value ToValue() => Kind switch
    {
        ContainerKind.List => Value.List.From(Items.Select(ToValue)),
        ContainerKind.Set => Value.List.From(Elements.Order(ElementOrder.Instance)),
        _ => Value.Map.From(Entries.Select(entry => KeyValuePair.Create(entry.Key, ToValue(entry.Value)))),
    };

    /// <summary>This box and all it holds, as they are now.</summary>
    public Box Clone()
    {
        var clone = new Box(Kind, Id);
        foreach (var (key, held) in Entries) clone.Entries.Add(key, CloneOf(held));
        clone.Items.AddRange(Items.Select(CloneOf));
        clone.Elements.UnionWith(Elements);
        return clone;
    }

    /// <summary>Whether a value is what the box holds.</summary>
    public bool Is(Value value) => ToValue().Equals(value);

    /// <summary>This box and all below it, each with the way to it.</summary>
    public IEnumerable<List<(Box Box, ValuePath Path)>> Ways() => Ways([(this, ValuePath.Root)]);

    private static IEnumerable<List<(Box Box, ValuePath Path)>> Ways(
        List<(Box Box, ValuePath Path)> way)
    {
        var (box, path) = way[^1];
        var held = box.Entries.Select(entry => (entry.Value, path.Append(entry.Key)))
            .Concat(box.Items.Select((item, index) => (item, path.Append(index))));
        return held.Where(it => it.Item1 is Box)
            .SelectMany(it => Ways([.. way, ((Box)it.Item1, it.Item2)]))
            .Prepend(way);
    }

    private static object CloneOf(object held) => held is Box box ? box.Clone() : held;
}
