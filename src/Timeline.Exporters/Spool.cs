using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Timeline.Persisting;

namespace Timeline.Exporters;

/// <summary>What waits to be sent, in files: appended at the end, read and forgotten at the front.</summary>
/// <remarks>
/// <para>
/// Segments are numbered upwards by two, so that what is older than all of them, and still in memory at the end, finds
/// a number in front. A new run begins a new segment, and numbers never come again, so that a position means one place.
/// </para>
/// Called under the lock of its exporter, but for the reading of a <see cref="SpoolWindow"/>.
/// </remarks>
internal sealed class Spool : IDisposable
{
    private static readonly TimeSpan TrialPause = TimeSpan.FromSeconds(1);

    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly SpoolFolder _folder;
    private readonly SpoolPosition _position;
    private readonly LinkedList<SpoolSegment> _segments;
    private byte[] _line = new byte[1024];
    private SafeFileHandle? _file;
    private long _start;
    private long _lastNumber;
    private long _failedAt;
    private bool _isTorn;

    private Spool(SpoolOptions options, TimeProvider time, SpoolFolder folder)
    {
        (_options, _time, _folder) = (options, time, folder);
        _position = new(folder.In("position"));
        var sent = _position.Read() ?? default;
        var left = folder.Left(sent);
        _segments = new(left);
        _start = left.Count > 0 ? left[0].Start : 0;
        _lastNumber = Math.Max(sent.Segment, left.Count > 0 ? left[^1].Number : 0);
        _lastNumber += _lastNumber % 2;
        Count = left.Sum(segment => segment.Lines);
        Bytes = left.Sum(segment => segment.Length);
        Refused = new(folder.In("refused.jsonl"), options.MaximumAsideBytes);
        Damaged = new(folder.In("damaged.lines"), options.MaximumAsideBytes);
    }

    /// <summary>How many lines are not sent.</summary>
    public long Count { get; private set; }

    /// <summary>How many bytes the segments are.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many bytes of them are not sent.</summary>
    public long Unsent => Bytes - _start;

    public SpoolUse Use => _options.Use;

    public string Folder => _folder.FullPath;

    public AsideFile Refused { get; }

    public AsideFile Damaged { get; }

    /// <summary>What went wrong when it was written last; null while nothing does.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Opens a folder, with what is left in it.</summary>
    /// <exception cref="IOException">It is another's, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">It is of another version.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The spool has it.")]
    public static Spool Open(SpoolOptions options, TimeProvider time)
    {
        var folder = SpoolFolder.Open(options.Folder);
        try
        {
            return new(options, time, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes a record behind all others, if there is room and the disk takes it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isAfterOthers">Whether older ones are in memory, so that it needs a segment which can have one in
    /// front.</param>
    public bool TryAppend(ExportRecord record, bool isAfterOthers)
    {
        var length = SpoolLine.Length(record);
        if (Count > 0 && Bytes + length > _options.MaximumBytes) return false;
        if (Fault is not null && _time.GetElapsedTime(_failedAt) < TrialPause) return false;
        try
        {
            Append(record, length, Count == 0 && (isAfterOthers || Bytes + length > _options.MaximumBytes));
            Fault = null;
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            (Fault, _failedAt) = (fault, _time.GetTimestamp());
            return false;
        }
    }

    /// <summary>What can be read from the front.</summary>
    /// <returns>The window; null where there is nothing.</returns>
    public SpoolWindow? Window()
    {
        if (Count == 0) return null;
        var first = _segments.First!.Value;
        return new(first.Path, _start, first.Length, first.Lines);
    }

    /// <summary>Forgets what has been passed at the front.</summary>
    /// <param name="passed">How far it was read and sent.</param>
    /// <param name="isGone">Whether its file is no longer there, so that nothing more is written to it.</param>
    /// <returns>What went wrong in writing how far it has come; null if nothing did.</returns>
    public Exception? Pass(SpoolPassed passed, bool isGone)
    {
        var first = _segments.First!.Value;
        _start += passed.Bytes;

        // A line's end that is damaged makes one line of two, or two of one: the end of the segment sets that right.
        var lines = _start >= first.Length ? first.Lines : Math.Min(passed.Lines, Math.Max(0, first.Lines - 1));
        first.Lines -= lines;
        Count -= lines;
        var place = new SpoolPlace(first.Number, _start);
        if (isGone && _file is not null && _segments.Count == 1)
        {
            _file.Dispose();
            _file = null;
        }

        Drop();
        try
        {
            _position.Write(place);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault;
        }
    }

    /// <summary>Writes records that are older than all that is here: the last thing before the end.</summary>
    /// <exception cref="IOException">They could not be written; nothing has changed.</exception>
    public void Prepend(IReadOnlyCollection<ExportRecord> records)
    {
        if (records.Count == 0) return;
        var segment = _folder.Segment(Count > 0 ? _segments.First!.Value.Number - 1 : _lastNumber + 2);
        var draft = segment.Path + ".draft";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(SpoolLine.Header);
            foreach (var record in records)
            {
                var line = Line(record, SpoolLine.Length(record), hasHeader: false);
                file.Write(line);
            }

            file.Flush(flushToDisk: true);
            segment.Length = file.Length;
        }

        File.Move(draft, segment.Path);
        if (Count == 0) _lastNumber = segment.Number;
        segment.Lines = records.Count;
        Count += segment.Lines;
        Bytes += segment.Length;
        _ = _segments.AddFirst(segment);
        _start = segment.Start;
    }

    /// <summary>Lets go of the folder, with what is left in it.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        if (Count == 0)
        {
            foreach (var segment in _segments) _ = Delete(segment);
        }

        _position.Dispose();
        _folder.Dispose();
    }

    private static bool Delete(SpoolSegment segment)
    {
        try
        {
            File.Delete(segment.Path);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false; // the position is beyond it, so the next run deletes it
        }
    }

    private void Append(ExportRecord record, int length, bool startsAnew)
    {
        if (_file is not null && (startsAnew || _segments.Last!.Value.Length + length > _options.SegmentBytes)) Close();
        if (_file is null) Begin(record, length);
        else Write(_segments.Last!.Value, Line(record, length, hasHeader: false));
    }

    private void Begin(ExportRecord record, int length)
    {
        var segment = _folder.Segment(_lastNumber + 2);
        _file = File.OpenHandle(
            segment.Path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _lastNumber = segment.Number;
        var isFirst = _segments.Count == 0;
        _ = _segments.AddLast(segment);
        if (isFirst) _start = segment.Start;
        try
        {
            Write(segment, Line(record, length, hasHeader: true), isNew: true);
        }
        catch
        {
            _segments.RemoveLast();
            _file.Dispose();
            _file = null;
            _isTorn = false;
            _ = Delete(segment);
            throw;
        }
    }

    private void Write(SpoolSegment segment, ReadOnlySpan<byte> line, bool isNew = false)
    {
        if (_isTorn) RandomAccess.SetLength(_file!, segment.Length);
        _isTorn = true;
        RandomAccess.Write(_file!, line, segment.Length);
        if (_options.Sync == SpoolSync.Each)
        {
            RandomAccess.FlushToDisk(_file!);
            if (isNew) FolderNames.Flush(Folder);
        }

        _isTorn = false;
        segment.Length += line.Length;
        segment.Lines++;
        Count++;
        Bytes += line.Length;
    }

    private ReadOnlySpan<byte> Line(ExportRecord record, int length, bool hasHeader)
    {
        var header = hasHeader ? SpoolLine.Header : [];
        var all = header.Length + length;
        if (_line.Length < all || (_line.Length > 1 << 20 && all < 1 << 16)) _line = new byte[all];
        header.CopyTo(_line);
        SpoolLine.Write(record, _line.AsSpan(header.Length));
        return _line.AsSpan(0, all);
    }

    private void Close()
    {
        if (_isTorn) RandomAccess.SetLength(_file!, _segments.Last!.Value.Length);
        _isTorn = false;
        _file!.Dispose();
        _file = null;
        Drop();
    }

    /// <summary>Deletes the segments at the front that are sent, but for the one that is written to.</summary>
    private void Drop()
    {
        while (_segments.First is { Value: var first } && _start >= first.Length
            && (_file is null || _segments.Count > 1))
        {
            _segments.RemoveFirst();
            Bytes -= first.Length;
            Count -= first.Lines;
            _ = Delete(first);
            _start = _segments.First?.Value.Start ?? 0;
        }
    }
}
