namespace Timeline.Sequences;

/// <summary>A node of a persistent B+tree from words to words; <see cref="KeyTree"/> has the verbs.</summary>
/// <remarks>
/// A leaf has values beside its keys, a branch has children; a branch's key is no greater than the keys of that child.
/// No node is empty. A node is changed in place by the edit that made it (<see cref="Owner"/>) and by no other.
/// </remarks>
internal sealed class KeyNode
{
    public const int Max = 32;

    public readonly object? Owner;
    public readonly ulong[] Keys;
    public readonly ulong[]? Values;
    public readonly KeyNode[]? Children;
    public int Count;

    public KeyNode(object? owner, bool leaf)
    {
        Owner = owner;
        Keys = new ulong[Max];
        if (leaf)
            Values = new ulong[Max];
        else
            Children = new KeyNode[Max];
    }

    private KeyNode(KeyNode node, object? owner)
    {
        Owner = owner;
        Count = node.Count;
        Keys = [.. node.Keys];
        Values = node.Values is { } values ? [.. values] : null;
        Children = node.Children is { } children ? [.. children] : null;
    }

    /// <summary>This node if the edit made it, else a copy that it may change.</summary>
    public KeyNode For(object owner) => ReferenceEquals(Owner, owner) ? this : new KeyNode(this, owner);

    /// <summary>The last place whose key is no greater, or -1.</summary>
    public int FloorOf(ulong key)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (Keys[middle] <= key)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    public void InsertAt(int place, ulong key, ulong value, KeyNode? child)
    {
        var moved = Count - place;
        Array.Copy(Keys, place, Keys, place + 1, moved);
        Keys[place] = key;
        if (Values is { } values)
        {
            Array.Copy(values, place, values, place + 1, moved);
            values[place] = value;
        }
        else
        {
            Array.Copy(Children!, place, Children!, place + 1, moved);
            Children![place] = child!;
        }
        Count++;
    }

    public void RemoveAt(int place)
    {
        var moved = Count - place - 1;
        Array.Copy(Keys, place + 1, Keys, place, moved);
        if (Values is { } values)
        {
            Array.Copy(values, place + 1, values, place, moved);
        }
        else
        {
            Array.Copy(Children!, place + 1, Children!, place, moved);
            Children![Count - 1] = null!;
        }
        Count--;
    }

    /// <summary>Keeps the first entries and gives the others, as a node beside this one.</summary>
    /// <param name="kept">How many stay: fewer where entries are added at the end in order.</param>
    public KeyNode SplitAt(int kept)
    {
        var right = new KeyNode(Owner, Values is not null) { Count = Count - kept };
        Array.Copy(Keys, kept, right.Keys, 0, right.Count);
        if (Values is { } values)
        {
            Array.Copy(values, kept, right.Values!, 0, right.Count);
        }
        else
        {
            Array.Copy(Children!, kept, right.Children!, 0, right.Count);
            Array.Clear(Children!, kept, right.Count);
        }
        Count = kept;
        return right;
    }
}
