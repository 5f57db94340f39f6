namespace Timeline.Sequences;

/// <summary>A persistent sorted map from words to words: a B+tree whose edits copy only what others see too.</summary>
/// <remarks>
/// It serves as the set of known ids and the set of deleted ids (<see cref="IdRanges"/>), as the index from an id to
/// its leaf, and as the map from a node of the document to its parent. Removing never joins nodes: what stays is right
/// and shallow, and what is read back from bytes is dense again.
/// </remarks>
internal static class KeyTree
{
    /// <summary>The entry with the greatest key that is no greater than the one given.</summary>
    public static bool TryFloor(KeyNode? root, ulong key, out ulong found, out ulong value)
    {
        KeyNode? before = null;
        var beforePlace = 0;
        for (var node = root; node is not null;)
        {
            var place = node.FloorOf(key);
            if (place < 0)
                break;
            if (node.Values is { } values)
            {
                found = node.Keys[place];
                value = values[place];
                return true;
            }
            if (place > 0)
                (before, beforePlace) = (node, place - 1);
            node = node.Children![place];
        }
        if (before is not null)
            return Last(before.Children![beforePlace], out found, out value);
        (found, value) = (0, 0);
        return false;
    }

    /// <summary>The entry with the smallest key that is no smaller than the one given.</summary>
    public static bool TryCeiling(KeyNode? root, ulong key, out ulong found, out ulong value)
    {
        KeyNode? after = null;
        var afterPlace = 0;
        for (var node = root; node is not null;)
        {
            var place = node.FloorOf(key);
            if (node.Values is { } values)
            {
                if (place < 0 || node.Keys[place] != key)
                    place++;
                if (place == node.Count)
                    break;
                found = node.Keys[place];
                value = values[place];
                return true;
            }
            if (place + 1 < node.Count)
                (after, afterPlace) = (node, place + 1);
            if (place < 0)
                break;
            node = node.Children![place];
        }
        if (after is not null)
            return First(after.Children![afterPlace], out found, out value);
        (found, value) = (0, 0);
        return false;
    }

    /// <summary>The map with the value under the key.</summary>
    /// <param name="root">The map, or null where it is empty.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">The edit: nodes that it made are changed in place.</param>
    public static KeyNode Set(KeyNode? root, ulong key, ulong value, object owner)
    {
        var top = root?.For(owner) ?? new KeyNode(owner, leaf: true);
        if (SetIn(top, key, value, owner) is not { } right)
            return top;
        var above = new KeyNode(owner, leaf: false);
        above.InsertAt(0, top.Keys[0], 0, top);
        above.InsertAt(1, right.Keys[0], 0, right);
        return above;
    }

    /// <summary>The map without the key; null where nothing is left.</summary>
    public static KeyNode? Remove(KeyNode? root, ulong key, object owner)
    {
        if (root is null || root.FloorOf(key) is var place && place < 0)
            return root;
        if (root.Values is not null)
        {
            if (root.Keys[place] != key)
                return root;
            if (root.Count == 1)
                return null;
            var leaf = root.For(owner);
            leaf.RemoveAt(place);
            return leaf;
        }
        var child = root.Children![place];
        var left = Remove(child, key, owner);
        if (ReferenceEquals(left, child))
            return root;
        if (left is null && root.Count == 1)
            return null;
        var branch = root.For(owner);
        if (left is null)
            branch.RemoveAt(place);
        else
            branch.Children![place] = left;
        return branch;
    }

    /// <summary>A map of entries that are given in the order of their keys.</summary>
    public static KeyNode? FromSorted(ReadOnlySpan<ulong> keys, ReadOnlySpan<ulong> values)
    {
        if (keys.Length == 0)
            return null;
        List<KeyNode> level = [];
        for (var start = 0; start < keys.Length; start += KeyNode.Max)
        {
            var leaf = new KeyNode(owner: null, leaf: true) { Count = Math.Min(KeyNode.Max, keys.Length - start) };
            keys.Slice(start, leaf.Count).CopyTo(leaf.Keys);
            values.Slice(start, leaf.Count).CopyTo(leaf.Values);
            level.Add(leaf);
        }
        while (level.Count > 1)
        {
            List<KeyNode> above = [];
            foreach (var children in level.Chunk(KeyNode.Max))
            {
                var branch = new KeyNode(owner: null, leaf: false) { Count = children.Length };
                children.CopyTo(branch.Children.AsSpan());
                for (var i = 0; i < children.Length; i++)
                    branch.Keys[i] = children[i].Keys[0];
                above.Add(branch);
            }
            level = above;
        }
        return level[0];
    }

    /// <summary>All entries, in the order of their keys.</summary>
    public static IEnumerable<(ulong Key, ulong Value)> Entries(KeyNode? root)
    {
        if (root is null)
            yield break;
        Stack<(KeyNode Node, int Place)> open = new([(root, 0)]);
        while (open.TryPop(out var top))
        {
            if (top.Node.Values is { } values)
            {
                for (var i = 0; i < top.Node.Count; i++)
                    yield return (top.Node.Keys[i], values[i]);
                continue;
            }
            if (top.Place + 1 < top.Node.Count)
                open.Push((top.Node, top.Place + 1));
            open.Push((top.Node.Children![top.Place], 0));
        }
    }

    /// <summary>The entries of <paramref name="ours"/> in nodes that it does not share with the other map.</summary>
    /// <remarks>Nodes are shared where both maps come from one; looking for them costs what is not shared.</remarks>
    public static List<(ulong Key, ulong Value)> Unshared(KeyNode? ours, KeyNode? theirs)
    {
        List<(ulong Key, ulong Value)> found = [];
        if (ours is not null && !ReferenceEquals(ours, theirs))
            CollectUnshared(ours, theirs is null ? [] : [theirs], found);
        return found;
    }

    // Their nodes of one height, side by side: ours are looked for among those that cover the same keys.
    private static void CollectUnshared(KeyNode ours, List<KeyNode> theirs, List<(ulong Key, ulong Value)> found)
    {
        if (ours.Values is { } values)
        {
            for (var i = 0; i < ours.Count; i++)
                found.Add((ours.Keys[i], values[i]));
            return;
        }
        var height = HeightOf(ours) - 1;
        var level = theirs;
        while (level.Count > 0 && HeightOf(level[0]) > height)
            level = [.. level.Where(node => node.Children is not null).SelectMany(node => Covering(node, ours))];
        var next = 0;
        for (var i = 0; i < ours.Count; i++)
        {
            var child = ours.Children![i];
            var last = i + 1 < ours.Count ? ours.Keys[i + 1] : ulong.MaxValue;
            while (next < level.Count && next + 1 < level.Count && level[next + 1].Keys[0] <= child.Keys[0])
                next++;
            List<KeyNode> beside = [];
            var shared = false;
            for (var j = next; j < level.Count && (j == next || level[j].Keys[0] < last) && !shared; j++)
            {
                shared = ReferenceEquals(level[j], child);
                beside.Add(level[j]);
            }
            if (!shared)
                CollectUnshared(child, beside, found);
        }
    }

    private static IEnumerable<KeyNode> Covering(KeyNode node, KeyNode range)
    {
        var first = Math.Max(0, node.FloorOf(range.Keys[0]));
        var last = node.Count - 1;
        return node.Children!.Skip(first).Take(last - first + 1);
    }

    private static int HeightOf(KeyNode node)
    {
        var height = 0;
        for (var at = node; at.Children is { } children; at = children[0])
            height++;
        return height;
    }

    private static KeyNode? SetIn(KeyNode node, ulong key, ulong value, object owner)
    {
        var place = node.FloorOf(key);
        if (node.Values is { } values)
        {
            if (place >= 0 && node.Keys[place] == key)
            {
                values[place] = value;
                return null;
            }
            return InsertIn(node, place + 1, key, value, child: null);
        }
        if (place < 0)
        {
            place = 0;
            node.Keys[0] = key;
        }
        var below = node.Children![place].For(owner);
        node.Children[place] = below;
        return SetIn(below, key, value, owner) is { } right
            ? InsertIn(node, place + 1, right.Keys[0], 0, right)
            : null;
    }

    private static KeyNode? InsertIn(KeyNode node, int place, ulong key, ulong value, KeyNode? child)
    {
        if (node.Count < KeyNode.Max)
        {
            node.InsertAt(place, key, value, child);
            return null;
        }
        var kept = place == KeyNode.Max ? KeyNode.Max * 3 / 4 : KeyNode.Max / 2;
        var right = node.SplitAt(kept);
        if (place <= kept && place < KeyNode.Max)
            node.InsertAt(place, key, value, child);
        else
            right.InsertAt(place - kept, key, value, child);
        return right;
    }

    private static bool Last(KeyNode node, out ulong found, out ulong value)
    {
        while (node.Children is { } children)
            node = children[node.Count - 1];
        (found, value) = (node.Keys[node.Count - 1], node.Values![node.Count - 1]);
        return true;
    }

    private static bool First(KeyNode node, out ulong found, out ulong value)
    {
        while (node.Children is { } children)
            node = children[0];
        (found, value) = (node.Keys[0], node.Values![0]);
        return true;
    }
}
