using System.Collections.Immutable;
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

    /// <summary>Takes one exported history into a store, all or nothing.</summary>
    /// <remarks>
    /// Every id is made again from what the lines hold, every patch is applied and every file's bytes are put back
    /// together, so what comes in is what went out; where the first line has a digest of all of them, as in what a
    /// watched variable saved, they are held against that. Safe to run again: versions that are there already are
    /// passed over. A branch that went on here since stays where it is.
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
        var reading = await ReadAsync(store, lines, name, cancellation).ConfigureAwait(false);
        if (!reading.TryGet(out var runs, out var error)) return error;
        if (runs.Count == 0) return new TimelineError.ExportLineInvalid(1, "no document is in it");
        if (runs is [_, var second, ..])
        {
            return new TimelineError.ExportLineInvalid(
                second.FirstLine, "another document begins here, and one alone was to be taken in");
        }

        return await runs[0].FinishAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes all histories of a file into a store, each under the name it was exported with.</summary>
    /// <remarks>As <see cref="ImportAsync"/>. Nothing is written before all lines of all histories have been
    /// checked.</remarks>
    /// <param name="store">Where to.</param>
    /// <param name="lines">The lines of one export after the other.</param>
    /// <param name="cancellation">Gives up before anything is written, or between histories.</param>
    /// <returns>What was imported, in the order of the lines; or why not.</returns>
    public static async ValueTask<Either<TimelineError, ImmutableArray<ImportedDocument>>> ImportAllAsync(
        IHistoryStore store, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancellation = default)
    {
        var reading = await ReadAsync(store, lines, null, cancellation).ConfigureAwait(false);
        if (!reading.TryGet(out var runs, out var error)) return error;
        var imported = ImmutableArray.CreateBuilder<ImportedDocument>(runs.Count);
        foreach (var run in runs)
        {
            var outcome = await run.FinishAsync(cancellation).ConfigureAwait(false);
            if (!outcome.TryGet(out var document, out error)) return error;
            imported.Add(document);
        }

        return imported.MoveToImmutable();
    }

    /// <summary>Checks all lines; there is a history where there is no error, unless the one line says that there is
    /// none.</summary>
    private static async ValueTask<Either<TimelineError, List<ImportRun>>> ReadAsync(
        IHistoryStore store,
        IAsyncEnumerable<ReadOnlyMemory<byte>> lines,
        HistoryName? name,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lines);
        List<ImportRun> runs = [];
        using ExportDigest digest = new();
        var isOfNothing = false;
        var line = 0L;
        await foreach (var text in lines.WithCancellation(cancellation).ConfigureAwait(false))
        {
            line++;
            if (text.Length > ArchiveLines.LongestLine)
                return new TimelineError.ExportLineInvalid(line, $"it has more than {ArchiveLines.LongestLine} bytes");
            if (isOfNothing) return new TimelineError.ExportLineInvalid(line, "the line before it is said to be all");
            isOfNothing = line == 1 && ExportFormat.IsOfNothing(text);
            if (isOfNothing) continue;
            if (runs.Count > 0 && !ExportHeader.IsOne(text))
            {
                if (runs[^1].Take(line, text) is { } refused) return refused;
                digest.Add(text);
                continue;
            }

            if (!ExportHeader.Parse(line, text).TryGet(out var header, out var error)) return error;
            if (runs.Count > 0 && runs[^1].Check(digest) is { } fault) return fault;
            if (runs.Any(run => run.Name == header.Name))
            {
                return new TimelineError.ExportLineInvalid(
                    line, $"the history of '{header.Name}' is there a second time");
            }

            var there = await OpenAsync(store, name ?? header.Name, null, cancellation).ConfigureAwait(false);
            runs.Add(new ImportRun(there, header, line));
            digest.Begin(text);
        }

        if (isOfNothing) return runs;
        if (runs.Count == 0) return new TimelineError.ExportLineInvalid(1, "there is no line");
        if (runs[^1].Check(digest) is { } last) return last;
        return runs;
    }
}
