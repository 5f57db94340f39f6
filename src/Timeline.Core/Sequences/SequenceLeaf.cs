namespace Timeline.Sequences;

/// <summary>Items in a row, and beside them the values of all their visible elements in one array.</summary>
internal sealed class SequenceLeaf<T> : SequenceNode
{
    public const int MostItems = 64;

    public Item[] Items;
    public T[] Values;
    public int ValueCount;

    public SequenceLeaf(object? owner, int name, int items, int values)
        : base(owner, name)
    {
        Items = new Item[items];
        Values = new T[values];
    }

    private SequenceLeaf(SequenceLeaf<T> leaf, object owner)
        : this(owner, leaf.Name, Math.Min(MostItems, leaf.Count + 4), Math.Min(MostValues, leaf.ValueCount + 16))
    {
        Count = leaf.Count;
        ValueCount = leaf.ValueCount;
        leaf.Items.AsSpan(0, Count).CopyTo(Items);
        leaf.Values.AsSpan(0, ValueCount).CopyTo(Values);
    }

    /// <summary>The most values of a leaf: about two kilobytes.</summary>
    public static int MostValues => System.Runtime.CompilerServices.Unsafe.SizeOf<T>() <= 2 ? 1024 : 256;

    public override int Visible => ValueCount;

    public SequenceLeaf<T> For(object owner) => ReferenceEquals(Owner, owner) ? this : new SequenceLeaf<T>(this, owner);

    /// <summary>Whether so many items and values more have a place here.</summary>
    public bool HasRoom(int items, int values) => Count + items <= MostItems && ValueCount + values <= MostValues;

    /// <summary>The place of the item that contains an element, or -1.</summary>
    public int PlaceOf(ulong id)
    {
        var items = Items.AsSpan(0, Count);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Contains(id))
                return i;
        }
        return -1;
    }

    /// <summary>How many values stand before those of the item at a place.</summary>
    public int ValuesBefore(int place)
    {
        var sum = 0;
        foreach (ref readonly var item in Items.AsSpan(0, place))
            sum += item.Visible;
        return sum;
    }

    public void InsertItem(int place, in Item item)
    {
        if (Count == Items.Length)
            Array.Resize(ref Items, Math.Min(MostItems, Count * 2 + 4));
        Array.Copy(Items, place, Items, place + 1, Count - place);
        Items[place] = item;
        Count++;
    }

    public void RemoveItem(int place)
    {
        Count--;
        Array.Copy(Items, place + 1, Items, place, Count - place);
    }

    public void InsertValues(int at, ReadOnlySpan<T> values)
    {
        var count = ValueCount + values.Length;
        if (count > Values.Length)
            Array.Resize(ref Values, Math.Min(MostValues, Math.Max(count, Values.Length * 2)));
        Array.Copy(Values, at, Values, at + values.Length, ValueCount - at);
        values.CopyTo(Values.AsSpan(at));
        ValueCount = count;
    }

    public void RemoveValues(int at, int count)
    {
        ValueCount -= count;
        Array.Copy(Values, at + count, Values, at, ValueCount - at);
        if (System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Array.Clear(Values, ValueCount, count);
    }

    /// <summary>Keeps the first items and gives the others, as a leaf of the name given.</summary>
    public SequenceLeaf<T> SplitAt(int kept, int name)
    {
        var values = ValuesBefore(kept);
        var right = new SequenceLeaf<T>(Owner, name, MostItems, ValueCount - values + 16)
        {
            Count = Count - kept,
            ValueCount = ValueCount - values,
        };
        Items.AsSpan(kept, right.Count).CopyTo(right.Items);
        Values.AsSpan(values, right.ValueCount).CopyTo(right.Values);
        RemoveValues(values, right.ValueCount);
        Count = kept;
        return right;
    }
}
