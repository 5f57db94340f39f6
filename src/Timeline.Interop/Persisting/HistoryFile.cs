using Timeline.Documents;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Storage;
using Timeline.Telemetry;

namespace Timeline.Persisting;

/// <summary>Histories of variables in one file: for each the lines that <c>timeline export</c> writes.</summary>
/// <remarks>
/// Reading is all or nothing, and comes before anything of the program is touched. Law: what was saved is what is read,
/// with values, stamps, indexes, branches; versions that are the same in all of that and their parents are one.
/// Memory: the whole file, about three times.
/// </remarks>
internal sealed class HistoryFile
{
    private readonly string _file;
    private readonly IHistoryStore _store;
    private readonly Dictionary<HistoryName, long> _firstLines = [];

    private HistoryFile(string file, IHistoryStore store) => (_file, _store) = (file, store);

    /// <summary>What errors call the file.</summary>
    public string Name => _file;

    /// <summary>The variables whose histories are in the file, in its order; none of what an empty registry
    /// saved.</summary>
    public IReadOnlyList<string> Variables { get; private set; } = [];

    /// <summary>Writes histories to a file, in one step: it is there whole, or as it was.</summary>
    public static async Task SaveAsync(
        string path, IReadOnlyList<SavedHistory> histories, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var draft = new DraftFile(path);
        await WriteAsync(histories, draft.WriteAsync, cancellation).ConfigureAwait(false);
        draft.Commit();
    }

    /// <summary>Writes histories to a stream.</summary>
    public static async Task SaveAsync(
        Stream stream, IReadOnlyList<SavedHistory> histories, CancellationToken cancellation = default)
    {
        await WriteAsync(histories, stream.WriteAsync, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="TimelineException">It is not what was saved; the message names file and line.</exception>
    public static async Task<HistoryFile> LoadAsync(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (stream.ConfigureAwait(false))
            return await LoadAsync(stream, path, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="cancellation">Gives up between lines.</param>
    /// <exception cref="TimelineException">It is not what was saved; the message names file and line.</exception>
    public static async Task<HistoryFile> LoadAsync(
        Stream stream, string file, CancellationToken cancellation = default)
    {
        using var activity = Activities.Start(TelemetryNames.LoadActivity);
        try
        {
            var read = await ReadAsync(stream, file, cancellation).ConfigureAwait(false);
            activity.CountVariables(read.Variables.Count);
            return read;
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    private static async Task<HistoryFile> ReadAsync(Stream stream, string file, CancellationToken cancellation)
    {
        var read = new HistoryFile(file, InMemory());
        List<ReadOnlyMemory<byte>> section = [];
        List<string> variables = [];
        var lines = 0L;
        await foreach (var line in ArchiveLines.ReadAsync(stream, cancellation).ConfigureAwait(false))
        {
            if (section.Count > 0 && ExportHeader.IsOne(line))
            {
                variables.Add(await read.TakeAsync(section, lines, cancellation).ConfigureAwait(false));
                section.Clear();
            }

            section.Add(line);
            lines++;
        }

        var isOfNothing = section is [var only] && lines == 1 && ExportFormat.IsOfNothing(only);
        if (!isOfNothing) variables.Add(await read.TakeAsync(section, lines, cancellation).ConfigureAwait(false));
        read.Variables = variables;
        return read;
    }

    /// <summary>The history of a variable.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="variable">The variable.</param>
    /// <param name="sealing">How sealed values are opened.</param>
    /// <param name="form">How values are made; null for objects of the default tree.</param>
    /// <exception cref="TimelineException">There is none, or it does not fit the type.</exception>
    public async Task<Branches<T>> GetAsync<T>(string variable, Sealing? sealing = null, IValueForm<T>? form = null)
    {
        var name = StoreName.Of("", variable);
        if (!_firstLines.TryGetValue(name, out var first))
        {
            var there = string.Join(", ", Variables.Select(it => $"'{it}'"));
            throw new TimelineException(
                $"'{_file}' holds no history of '{variable}', but of {(there.Length == 0 ? "nothing" : there)}");
        }

        using var sealer = new Sealer(sealing);
        form ??= new ObjectForm<T>(ObjectTree.Default);
        var reader = new HistoryReader<T>(_store, name, sealer, form, number =>
            FormattableString.Invariant($"'{_file}', line {first + 1 + number}: version {number} of '{variable}'"));
        var read = await reader.ReadAsync(default).ConfigureAwait(false);
        return read?.Branches ?? throw At(first, $"the history of '{variable}' has no branch");
    }

    private static async Task WriteAsync(
        IReadOnlyList<SavedHistory> histories,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write,
        CancellationToken cancellation)
    {
        using var activity = Activities.Start(TelemetryNames.SaveActivity);
        activity.CountVariables(histories.Count);
        try
        {
            // A file of no byte is one that was lost, so that there is nothing is said too.
            if (histories.Count == 0) await write(ExportFormat.OfNothing, cancellation).ConfigureAwait(false);
            foreach (var saved in histories) await WriteAsync(saved, write, cancellation).ConfigureAwait(false);
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    private static async Task WriteAsync(
        SavedHistory saved,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write,
        CancellationToken cancellation)
    {
        var store = InMemory();
        await saved.Fill(store).ConfigureAwait(false);
        var history = await DocumentHistory
            .OpenAsync(store, StoreName.Of("", saved.Variable), null, cancellation)
            .ConfigureAwait(false);
        List<ReadOnlyMemory<byte>> lines = [];
        _ = TimelineException.Unwrap(await history.ExportAsync(Keep, cancellation).ConfigureAwait(false));
        lines[0] = ExportDigest.FirstOf(lines);
        foreach (var line in lines) await write(line, cancellation).ConfigureAwait(false);

        ValueTask Keep(ReadOnlyMemory<byte> line, CancellationToken stop)
        {
            lines.Add(line);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Takes the lines of one history, of which the last is a line of the file.</summary>
    private async Task<string> TakeAsync(
        List<ReadOnlyMemory<byte>> section, long last, CancellationToken cancellation)
    {
        var first = last - section.Count + 1;
        var outcome = await DocumentHistory
            .ImportAsync(_store, section.ToAsyncEnumerable(), null, cancellation)
            .ConfigureAwait(false);
        var imported = outcome.Match(done => done, error => throw Refused(first, error));
        var name = imported.History.Name;
        if (!_firstLines.TryAdd(name, first)) throw At(first, $"the history of '{name}' is there a second time");
        return StoreName.ToVariable("", name) ?? name.Text;
    }

    private TimelineException Refused(long first, TimelineError error) => error switch
    {
        TimelineError.ExportLineInvalid { Line: var line, Reason: var reason } => At(first + line - 1, reason),
        TimelineError.ExportDiverged { Line: var line } => At(first + line - 1, "its history is there a second time"),
        _ => At(first, error.Message),
    };

    private TimelineException At(long line, string reason) => new(FormattableString.Invariant(
        $"'{_file}', line {line}: {reason}; load a whole file that was saved or exported. Nothing was changed"));

    // There is nothing of it to close.
    private static MemoryHistoryStore InMemory() => new MemoryHistoryStore();
}
