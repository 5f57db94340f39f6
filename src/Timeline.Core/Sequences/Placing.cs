namespace Timeline.Sequences;

/// <summary>
/// Puts elements into a document, each after the one it hangs on; what hangs on something unknown waits.
/// </summary>
internal sealed class Placing<T>(SequenceEditor<T> editor, Chunk<T>[] chunks)
{
    private readonly Progress[] _progress = new Progress[chunks.Length];

    private enum Progress
    {
        Open,
        Begun,
        Placed,
        Waits,
    }

    /// <summary>
    /// Puts all where they belong that can be; false if that took too long, and the document is half done.
    /// </summary>
    public bool TryAll()
    {
        Stack<int> begun = new();
        for (var i = 0; i < chunks.Length; i++)
        {
            if (_progress[i] == Progress.Open)
                Place(i, begun);
            if (editor.IsTooLong)
                return false;
        }
        return true;
    }

    /// <summary>Whether an element is one of these and has its place now.</summary>
    public bool HasPlaced(ulong id) =>
        Chunks.PlaceOf<T>(chunks, id) is var place and >= 0 && _progress[place] == Progress.Placed;

    /// <summary>What waits.</summary>
    public Chunk<T>[] Waiting() =>
    [
        .. chunks.Where((_, i) => _progress[i] == Progress.Waits)
            .SelectMany(chunk => Chunks.Cut(chunk, editor.Deleted)),
    ];

    // Down to a chunk whose parent is in the document or unknown, then back up.
    private void Place(int chunk, Stack<int> begun)
    {
        begun.Push(chunk);
        _progress[chunk] = Progress.Begun;
        while (begun.TryPeek(out var top))
        {
            var parent = Chunks.PlaceOf<T>(chunks, chunks[top].Parent);
            if (parent >= 0 && _progress[parent] == Progress.Open)
            {
                _progress[parent] = Progress.Begun;
                begun.Push(parent);
                continue;
            }
            // A parent that was begun and not placed hangs on its own child: neither will ever be reached.
            var fits = parent < 0 || _progress[parent] == Progress.Placed;
            _progress[top] = fits && TryPlace(chunks[top]) ? Progress.Placed : Progress.Waits;
            _ = begun.Pop();
        }
    }

    // A chunk is cut where it is deleted; its first part is placed or not, and the others hang on that.
    private bool TryPlace(Chunk<T> chunk) => Chunks.Cut(chunk, editor.Deleted).All(editor.TryPlace);
}
