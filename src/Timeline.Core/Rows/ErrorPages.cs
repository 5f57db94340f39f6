using System.Runtime.CompilerServices;
using Timeline.ErrorLogs;

namespace Timeline.Rows;

/// <summary>Streams of errors made of pages, so that no transaction stays open for a reader who takes his
/// time.</summary>
/// <param name="read">Reads a page: so many entries with numbers below one, newest first.</param>
internal sealed class ErrorPages(Func<long, int, CancellationToken, ValueTask<List<StoredError>>> read)
{
    /// <summary>How many entries are in memory at once.</summary>
    private const int Size = 256;

    /// <summary>Entries, newest first.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellation">Gives up between entries.</param>
    /// <returns>The entries.</returns>
    public async IAsyncEnumerable<StoredError> ReadAsync(
        ErrorQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = query.Before ?? long.MaxValue;
        for (var left = query.Limit ?? int.MaxValue; left > 0;)
        {
            var page = await read(before, Size, cancellation).ConfigureAwait(false);
            foreach (var stored in page.Where(query.Matches).Take(left))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
                left--;
            }

            if (page.Count < Size) yield break;
            before = page[^1].Number;
        }
    }
}
