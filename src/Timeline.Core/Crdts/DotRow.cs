namespace Timeline.Crdts;

/// <summary>
/// What is held at dots of one replica, gathered in any order and then put in the order of the steps.
/// </summary>
internal sealed class DotRow<T>
{
    internal long[] Sequences { get; private set; } = new long[4];

    internal T[] Items { get; private set; } = new T[4];

    internal int Count { get; private set; }

    internal void Add(long sequence, T item)
    {
        if (Count == Items.Length)
        {
            var (sequences, items) = (Sequences, Items);
            Array.Resize(ref sequences, Count * 2);
            Array.Resize(ref items, Count * 2);
            (Sequences, Items) = (sequences, items);
        }
        (Sequences[Count], Items[Count]) = (sequence, item);
        Count++;
    }

    internal void Sort() => Array.Sort(Sequences, Items, 0, Count);
}
