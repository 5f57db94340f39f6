using Timeline.ChangeObservers;

namespace Timeline.Exporters;

/// <summary>Appends batches to a file, a line of JSON per record, which may begin anew by size and age.</summary>
/// <remarks>A batch is one write: it is in the file whole or not at all. One that comes again, which is only after a
/// kill, is appended again; its lines have the same ids.</remarks>
public sealed class JsonLinesSink : IChangeSink
{
    private readonly JsonLinesFile _file;

    /// <summary>A sink that has the file for itself.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">When it begins anew, how many old ones are kept, and when lines reach the disk.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="IOException">The file cannot be opened for writing, or another one writes to it.</exception>
    public JsonLinesSink(string path, JsonLinesOptions? options = null)
    {
        _file = new(path, options);
        Name = _file.Path;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        _file.Append(batch.Records.Select(record => record.Json));
        return default;
    }

    /// <summary>Closes the file.</summary>
    /// <returns>A task that is complete.</returns>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return default;
    }
}
