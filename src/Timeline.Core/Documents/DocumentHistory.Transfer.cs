using LanguageExt;
using Timeline.Storage;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>All of the history as lines of JSON, which <see cref="ImportAsync"/> reads.</summary>
    /// <param name="write">Takes each line in turn, with its line feed.</param>
    /// <param name="cancellation">Gives up between lines.</param>
    /// <returns>How many versions were written, or why one cannot be read.</returns>
    public async ValueTask<Either<TimelineError, long>> ExportAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (IsEmpty) return new TimelineError.HistoryUnknown(Name);

        await write(ExportFormat.Header(_stored, CurrentBranch), cancellation).ConfigureAwait(false);
        var written = 0L;
        await foreach (var replaying in ReplayAsync([.. _versions], cancellation).ConfigureAwait(false))
        {
            if (!replaying.TryGet(out var replayed, out var error)) return error;
            await write(ExportFormat.OfVersion(replayed), cancellation).ConfigureAwait(false);
            written++;
        }

        return written;
    }

    /// <summary>Takes an exported history into a store, all or nothing.</summary>
    /// <remarks>
    /// Every id is made again from what the lines hold, every patch is applied and every file's bytes are put back
    /// together, so what comes in is what went out. Safe to run again: versions that are there already are passed over.
    /// A branch that went on here since stays where it is.
    /// </remarks>
    /// <param name="store">Where to. The history must be new there, or hold the same versions as far as both
    /// go.</param>
    /// <param name="lines">The lines, with or without line feeds.</param>
    /// <param name="name">The name that the history gets; null for the one it was exported with.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// What was imported, or <see cref="TimelineError.ExportLineInvalid"/>, or
    /// <see cref="TimelineError.ExportDiverged"/>.
    /// </returns>
    public static async ValueTask<Either<TimelineError, ImportedDocument>> ImportAsync(
        IHistoryStore store,
        IAsyncEnumerable<ReadOnlyMemory<byte>> lines,
        HistoryName? name = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lines);
        ImportRun? run = null;
        var line = 0L;
        await foreach (var text in lines.WithCancellation(cancellation).ConfigureAwait(false))
        {
            line++;
            if (run is not null)
            {
                if (run.Take(line, text) is { } refused) return refused;
                continue;
            }

            if (!ExportHeader.Parse(text).TryGet(out var header, out var error)) return error;
            var there = await OpenAsync(store, name ?? header.Name, null, cancellation).ConfigureAwait(false);
            run = new ImportRun(there, header);
        }

        if (run is null) return new TimelineError.ExportLineInvalid(1, "there is no line");
        return await run.FinishAsync(line, cancellation).ConfigureAwait(false);
    }
}
