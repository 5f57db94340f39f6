using System.Buffers;

namespace Timeline.ChangeObservers;

/// <summary>A file that grows line by line, with no half line between whole ones, whatever happens meanwhile.</summary>
/// <remarks>
/// <para>
/// All that one append is given is one write: it is there whole or not at all. What cannot be written, for want of
/// room or of rights, is an <see cref="IOException"/> that says so, the file is as before, and the next append tries
/// anew. A last line that a killed program left torn is found when the file is opened: a list or map that is whole
/// gets its line's end, anything else is moved to <c>NAME.torn</c> beside it.
/// </para>
/// <para>
/// A file that is full or old is renamed before a line is added: <c>changes.jsonl</c> becomes
/// <c>changes.000001.jsonl</c>, later ones have higher numbers, and another is begun under the first name, with the
/// same permissions. So each line is in one file for ever, one rename long, and who follows the name
/// (<c>tail -F</c>, <c>timeline changes --follow</c>) goes on. Where that fails, nothing is appended and the file is
/// as before.
/// </para>
/// <para>
/// One at a time writes to a file: a second one, of whatever process, is refused, as long as all go by
/// <c>NAME.lock</c> beside it, which stays. Anybody may read meanwhile; on Windows readers have to share writing and
/// deleting. Where others have deleted or renamed the file, the one that has the name then is written on; one that
/// was cut off is continued from its new end. A new file can be read by its owner alone. A link is followed.
/// </para>
/// Any thread may call any member at any time; appends are in the order of their calls.
/// </remarks>
public sealed partial class JsonLinesFile : IDisposable
{
    private const int GreatestBuffer = 1 << 20;

    private readonly Lock _gate = new();
    private readonly JsonLinesOptions _options;
    private readonly DiskFile _disk;
    private readonly FileNames _names;
    private readonly FileStream _right;
    private ArrayBufferWriter<byte> _buffer = new();
    private FileStream _file;
    private ITimer? _timer;
    private DateTimeOffset _begun;
    private long _length;
    private bool _isUncut;
    private bool _isUnsynced;
    private bool _isUnnamed;
    private bool _isDisposed;
    private Exception? _late;

    /// <summary>Opens a file for appending, and makes it and its folders where there are none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is kept; one file without an end if null.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="IOException">It cannot be opened for writing, or another one writes to it.</exception>
    public JsonLinesFile(string path, JsonLinesOptions? options = null)
        : this(path, options, new DiskFile())
    {
    }

    internal JsonLinesFile(string path, JsonLinesOptions? options, DiskFile disk)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _options = options ?? JsonLinesOptions.Default;
        _disk = disk;
        Path = path;
        try
        {
            _names = new(path);
            _ = Directory.CreateDirectory(_names.Folder);
            _right = TakeRight();
        }
        catch (Exception failed) when (IsTrouble(failed))
        {
            throw Unopened(failed);
        }

        try
        {
            _disk.Delete(_names.Next);
            _file = Begin();
        }
        catch (Exception failed)
        {
            _right.Dispose();
            if (IsTrouble(failed)) throw Unopened(failed);
            throw;
        }
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>How long the current file is, in bytes.</summary>
    public long Length
    {
        get
        {
            lock (_gate) return _length;
        }
    }

    /// <summary>All files there are now, oldest first: those that were put aside and are kept, then the current one.
    /// O(files in the folder).</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<string> Files
    {
        get
        {
            lock (_gate) return [.. _names.PutAside(), _names.Current];
        }
    }

    /// <summary>Adds a line. O(length); one write.</summary>
    /// <param name="line">The line without its end; JSON on one line, which is not checked.</param>
    /// <exception cref="ArgumentException">It is empty, or has a line feed in it.</exception>
    /// <exception cref="IOException">It cannot be written; nothing of it is in the file.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        Require(line);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            Gather(line);
            Write();
        }
    }

    /// <summary>Adds lines as one write, into one file. O(length).</summary>
    /// <param name="lines">The lines, each as for one; none changes nothing.</param>
    /// <exception cref="ArgumentException">One is empty, or has a line feed in it; none is added.</exception>
    /// <exception cref="IOException">They cannot be written; nothing of them is in the file.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Append(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        // The sequence is the caller's code, which is not called under a lock.
        ReadOnlyMemory<byte>[] all = [.. lines];
        foreach (var line in all) Require(line.Span);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (all.Length == 0) return;
            foreach (var line in all) Gather(line.Span);
            Write();
        }
    }

    /// <summary>Brings all that was appended through to the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                ThrowLate();
                if (_isUncut) Cut();
                Sync();
            }
            catch (Exception failed) when (IsTrouble(failed))
            {
                throw new IOException($"'{Path}' cannot be brought to the disk: {failed.Message}", failed);
            }
        }
    }

    /// <summary>Brings what was appended to the disk, unless that is left to the operating system, and closes the
    /// file.</summary>
    /// <exception cref="IOException">The disk refuses; the file is closed all the same.</exception>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _timer?.Dispose();
            try
            {
                if (_isUncut) Cut();
                if (_options.Sync is not FileSync.System && _isUnsynced) Sync();
            }
            finally
            {
                _file.Dispose();
                _right.Dispose();
            }
        }
    }

    private static void Require(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            throw new ArgumentException("A line is empty: JSON has at least one character.", nameof(line));
        if (line.Contains((byte)'\n'))
            throw new ArgumentException("A line has a line feed in it: write it as compact JSON.", nameof(line));
    }

    private void Gather(ReadOnlySpan<byte> line)
    {
        _buffer.Write(line);
        _buffer.Write("\n"u8);
    }
}
