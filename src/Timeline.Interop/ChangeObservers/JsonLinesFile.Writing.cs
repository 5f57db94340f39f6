using System.Diagnostics.CodeAnalysis;

namespace Timeline.ChangeObservers;

public sealed partial class JsonLinesFile
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Shared = [11, 35, unchecked((int)0x80070020)];

    private static bool IsTrouble(Exception failed) => failed is IOException or UnauthorizedAccessException;

    /// <summary>Writes what was gathered, whole or not at all.</summary>
    private void Write()
    {
        try
        {
            ThrowLate();
            FindEnd();
            if (IsOver()) PutAside();
            var begin = _length;
            try
            {
                _disk.Write(_file.SafeFileHandle, _buffer.WrittenSpan, begin);
                _length += _buffer.WrittenCount;
                _isUnsynced = true;
                if (_options.Sync is FileSync.Each) Sync();
            }
            catch
            {
                TakeBack(begin);
                throw;
            }

            if (_options.Sync is not FileSync.Within { Time: var time } || _timer is not null) return;
            _timer = _options.Clock.CreateTimer(SyncLate, null, time, Timeout.InfiniteTimeSpan);
        }
        catch (Exception failed) when (IsTrouble(failed))
        {
            throw new IOException(
                $"'{Path}' cannot be written, and nothing was appended: {failed.Message} "
                + "Make room or give the right to write; the next append tries again.",
                failed);
        }
        finally
        {
            if (_buffer.Capacity > GreatestBuffer) _buffer = new();
            else _buffer.ResetWrittenCount();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The first failure is thrown; the next append cuts.")]
    private void TakeBack(long length)
    {
        _length = length;
        _isUncut = true;
        try
        {
            Cut();
        }
        catch (Exception)
        {
            // It stays uncut until something is done next.
        }
    }

    /// <summary>Looks at the file as others may have left it.</summary>
    private void FindEnd()
    {
        var length = RandomAccess.GetLength(_file.SafeFileHandle);
        if (new FileInfo(_names.Current) is not { Exists: true } named || named.Length != length) Reopen();
        else if (_isUncut) Cut();
        else if (length != _length) _length = TornEnd.Mend(_disk, _file.SafeFileHandle, _names);
    }

    /// <summary>Goes on in the file that has the name now; the one that is open was renamed or deleted.</summary>
    private void Reopen()
    {
        if (_isUncut) Cut();
        _ = Directory.CreateDirectory(_names.Folder);
        var gone = _file;
        _file = Begin();
        gone.Dispose();
    }

    /// <summary>Takes away what a write that failed has left.</summary>
    private void Cut()
    {
        _disk.Cut(_file.SafeFileHandle, _length);
        _isUncut = false;
    }

    private bool IsOver() => _length > 0
        && ((_options.MaximumBytes is { } bytes && _length + _buffer.WrittenCount > bytes)
            || (_options.MaximumAge is { } age && _options.Clock.GetUtcNow() - _begun >= age));

    /// <summary>Opens the current file at its end, making it where there is none.</summary>
    private FileStream Begin()
    {
        var isThere = File.Exists(_names.Current);
        var file = _disk.Open(_names.Current, FileMode.OpenOrCreate);
        try
        {
            if (!file.CanSeek) throw new IOException("it is a pipe or a device, which has no last line to go on from.");
            _length = TornEnd.Mend(_disk, file.SafeFileHandle, _names);

            // Whoever made it may have been killed before its name was on the disk.
            _isUnnamed = true;
            _begun = isThere && _length > 0 ? File.GetCreationTimeUtc(_names.Current) : _options.Clock.GetUtcNow();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Renames the current file and begins another, or leaves all as it was.</summary>
    private void PutAside()
    {
        if (_options.Sync is not FileSync.System && _isUnsynced) Sync();
        var next = _disk.Open(_names.Next, FileMode.Create);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(next.SafeFileHandle, File.GetUnixFileMode(_file.SafeFileHandle));
            var aside = _names.Aside();
            _disk.Move(_names.Current, aside);
            try
            {
                // A disk takes names in any order: were the second there and the first not, the lines would be gone.
                if (_options.Sync is not FileSync.System) _disk.FlushNames(_names.Folder);
                _disk.Move(_names.Next, _names.Current);
            }
            catch
            {
                _disk.Move(aside, _names.Current);
                throw;
            }
        }
        catch
        {
            next.Dispose();
            File.Delete(_names.Next);
            throw;
        }

        _file.Dispose();
        _file = next;
        _isUnnamed = true;
        _length = 0;
        _begun = _options.Clock.GetUtcNow();
        DropOld();
    }

    private void DropOld()
    {
        if (_options.KeptFiles is not { } kept) return;
        try
        {
            foreach (var old in _names.PutAside().SkipLast(kept)) _disk.Delete(old);
        }
        catch (Exception failed) when (IsTrouble(failed))
        {
            // A file that cannot go stays, and is tried again with the next rotation: no line is lost for it.
        }
    }

    private void Sync()
    {
        _disk.Flush(_file.SafeFileHandle);
        if (_isUnnamed) _disk.FlushNames(_names.Folder);
        _isUnnamed = false;
        _isUnsynced = false;
    }

    // Nobody waits for the timer: who appends or flushes next is told.
    private void SyncLate(object? state)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            if (_isDisposed || !_isUnsynced) return;
            try
            {
                Sync();
            }
            catch (Exception failed) when (IsTrouble(failed))
            {
                _late = failed;
            }
        }
    }

    private void ThrowLate()
    {
        if (_late is not { } late) return;
        _late = null;
        throw new IOException($"What was appended before may not be on the disk: {late.Message}", late);
    }

    private FileStream TakeRight()
    {
        try
        {
            return _disk.Open(_names.Lock, FileMode.OpenOrCreate, isAlone: true);
        }
        catch (IOException taken) when (Shared.Contains(taken.HResult))
        {
            throw new IOException("another one writes to it already, and a file has one writer.", taken);
        }
    }

    private IOException Unopened(Exception failed) =>
        new($"'{Path}' cannot be opened for appending: {failed.Message}", failed);
}
