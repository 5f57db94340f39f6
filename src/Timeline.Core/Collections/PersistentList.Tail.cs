namespace Timeline.Collections;

// The tail. An addition copies it into an array with room for more; the next addition to that version, and the next
// to that one, writes into the same array behind what any version sees. Only one of several additions to the same
// version can have the place: the others copy.
public sealed partial class PersistentList<T>
{
    private const int RoomMin = 4;

    /// <summary>How far a shared tail is filled.</summary>
    /// <remarks>
    /// Lists may be shared between threads, so whoever moves the mark forward, and no one else, may write the place
    /// that it passes; a version that sees the place is made, and published, only after that.
    /// </remarks>
    private sealed class TailRoom(int filled)
    {
        private int _filled = filled;

        internal bool TryTake(int place) =>
            _filled == place && Interlocked.CompareExchange(ref _filled, place + 1, place) == place;
    }

    private ReadOnlySpan<T> Tail => new(_tail, 0, _tailCount);

    /// <summary>The tail as an array that may stand in the tree.</summary>
    private T[] ExactTail() => _tail.Length == _tailCount ? _tail : Tail.ToArray();

    private PersistentList<T> WithTail(T[] tail) => new(_root, _height, _tailStart, tail, tail.Length, null);

    /// <summary>A tree and a tail with one more element and, as more are expected, room behind it.</summary>
    private static PersistentList<T> Longer(Tree tree, ReadOnlySpan<T> tail, T value)
    {
        var room = tree.Root is null ? Math.Clamp(2 * tail.Length, RoomMin, TailMax) : TailMax;
        var longer = new T[room];
        tail.CopyTo(longer);
        longer[tail.Length] = value;
        var count = tail.Length + 1;
        return new PersistentList<T>(
            tree.Root, tree.Height, tree.Count, longer, count, new TailRoom(count));
    }
}
