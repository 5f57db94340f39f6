using Timeline.Changes;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Histories;

/// <summary>Beside each part of a value, the version that set it. Mutable, while one blame is worked out.</summary>
internal sealed class BlameNode<TVersion>
{
    private BlameNode(TVersion version) => Version = version;

    public TVersion Version { get; private set; }

    private Dictionary<string, BlameNode<TVersion>>? Keys { get; init; }

    // Elements come and go anywhere in a long list, each at O(log n).
    private PersistentList<BlameNode<TVersion>>? Items { get; set; }

    /// <summary>A whole value, all of it set by one version.</summary>
    public static BlameNode<TVersion> Of(Value value, TVersion version) => Of(value, new BlameNode<TVersion>(version));

    // A node below which nothing is never changes, so that one stands for all of them.
    private static BlameNode<TVersion> Of(Value value, BlameNode<TVersion> scalar) => value switch
    {
        Value.Map map => new(scalar.Version)
        {
            Keys = map.Entries.ToDictionary(entry => entry.Key, entry => Of(entry.Value, scalar)),
        },
        Value.List list => new(scalar.Version)
        {
            Items = PersistentList<BlameNode<TVersion>>.From(list.Items.Select(item => Of(item, scalar))),
        },
        _ => scalar,
    };

    public BlameNode<TVersion>? Find(PathSegment step)
    {
        if (Keys is not null) return Keys.GetValueOrDefault(step.Text);
        return Items is not null && step.TryGetIndex(out var index) && index < Items.Count ? Items[index] : null;
    }

    public BlameNode<TVersion> this[int index] => Items![index];

    public BlameNode<TVersion> this[string key] => Keys![key];

    /// <summary>The tree after a change that a version made and that fits the value this tree stands beside.</summary>
    public BlameNode<TVersion> Take(Change change, TVersion version)
    {
        switch (change)
        {
            case Change.Replaced { Path.IsRoot: true } replaced:
                return Of(replaced.After, version);
            case Change.Replaced replaced:
                Touch(replaced.Path.Parent!, version).Put(replaced.Path.Last, Of(replaced.After, version));
                break;
            case Change.Added added:
                Touch(added.Path.Parent!, version).Insert(added.Path.Last, Of(added.After, version));
                break;
            case Change.Removed removed:
                _ = Touch(removed.Path.Parent!, version).Remove(removed.Path.Last);
                break;
            case Change.Moved { IsReordering: false } moved:
                var taken = Touch(moved.From.Parent!, version).Remove(moved.From.Last);
                Touch(moved.Path.Parent!, version).Insert(moved.Path.Last, taken);
                break;
            default:
                break;
        }

        return this;
    }

    /// <summary>Blames everything on the way to a list or map, and itself, for something changes in it.</summary>
    private BlameNode<TVersion> Touch(ValuePath path, TVersion version)
    {
        var node = this;
        node.Version = version;
        foreach (var step in path.Segments)
        {
            node = node.Find(step)!;
            node.Version = version;
        }

        return node;
    }

    private void Put(PathSegment step, BlameNode<TVersion> node)
    {
        if (Keys is not null) Keys[step.Text] = node;
        else if (step.TryGetIndex(out var index)) Items = Items!.SetAt(index, node);
    }

    private void Insert(PathSegment step, BlameNode<TVersion> node)
    {
        if (Keys is not null) Keys.Add(step.Text, node);
        else Items = Items!.InsertAt(step.TryGetIndex(out var index) ? index : Items.Count, node);
    }

    private BlameNode<TVersion> Remove(PathSegment step)
    {
        var node = Find(step)!;
        if (Keys is not null) _ = Keys.Remove(step.Text);
        else if (step.TryGetIndex(out var index)) Items = Items!.RemoveAt(index);
        return node;
    }
}
