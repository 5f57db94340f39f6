using Timeline.ChangeLogs;

namespace Timeline.ChangeObservers;

/// <summary>Writes each entry to a file, as a line of JSON, before the mutation returns.</summary>
/// <remarks>
/// The lines are what <see cref="ChangeJson"/> writes, so <c>timeline changes</c> shows and follows them. An entry that
/// cannot be written is thrown out of <see cref="OnNext"/>, which a container tells its hook for failures; the next one
/// is tried again. Where no entry may be lost, use an exporter with a spool. Any thread may call any member at any
/// time.
/// </remarks>
public sealed class JsonLinesObserver : IFlushingObserver, IDisposable
{
    /// <summary>Opens the file.</summary>
    /// <param name="path">The file; it and its folders are made where there are none.</param>
    /// <param name="options">How it is kept; one file without an end if null.</param>
    /// <exception cref="IOException">It cannot be opened for writing, or another one writes to it.</exception>
    public JsonLinesObserver(string path, JsonLinesOptions? options = null)
        : this(new JsonLinesFile(path, options))
    {
    }

    /// <summary>Writes to a file that is open, and closes it.</summary>
    /// <param name="file">The file, which is the observer's from now on.</param>
    public JsonLinesObserver(JsonLinesFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        File = file;
    }

    /// <summary>The file.</summary>
    public JsonLinesFile File { get; }

    /// <summary>Writes an entry. O(size of the entry); one write.</summary>
    /// <param name="value">The entry.</param>
    /// <exception cref="IOException">It cannot be written; nothing of it is in the file.</exception>
    /// <exception cref="ArgumentException">It nests deeper than JSON can say.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void OnNext(ChangeEntry value) => File.Append(ChangeJson.ToUtf8(value));

    /// <summary>Does nothing: other containers may still tell something.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>Does nothing: other containers may still tell something.</summary>
    /// <param name="error">What ended the source.</param>
    public void OnError(Exception error)
    {
    }

    /// <summary>Brings all that was written through to the disk.</summary>
    /// <param name="cancellationToken">Looked at before it begins.</param>
    /// <returns>A task that is complete.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        File.Flush();
        return Task.CompletedTask;
    }

    /// <summary>Closes the file.</summary>
    /// <exception cref="IOException">The disk refuses; it is closed all the same.</exception>
    public void Dispose() => File.Dispose();
}
