using Microsoft.Win32.SafeHandles;
using Timeline.ChangeObservers;

namespace Timeline.Tests.Persisting;

/// <summary>A disk that fails when it is told to: a write leaves half of its bytes, as a full disk does.</summary>
internal sealed class FaultyDisk : DiskFile
{
    /// <summary>Of how many writes from now on none is whole.</summary>
    public int FailingWrites { get; set; }

    public bool CannotCut { get; set; }

    public bool CannotFlush { get; set; }

    /// <summary>The renaming, counted from now on, that fails; 0 for none.</summary>
    public int FailingMove { get; set; }

    public bool CannotDelete { get; set; }

    public int Flushes { get; private set; }

    public bool CannotFlushNames { get; set; }

    public int NameFlushes { get; private set; }

    public override void FlushNames(string folder)
    {
        if (CannotFlushNames) throw new IOException("The names cannot be flushed.");
        base.FlushNames(folder);
        NameFlushes++;
    }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (FailingWrites-- <= 0)
        {
            FailingWrites = 0;
            base.Write(file, bytes, offset);
            return;
        }

        base.Write(file, bytes[..(bytes.Length / 2)], offset);
        throw new IOException("No space left on device.");
    }

    public override void Cut(SafeFileHandle file, long length)
    {
        if (CannotCut) throw new IOException("It cannot be cut.");
        base.Cut(file, length);
    }

    public override void Flush(SafeFileHandle file)
    {
        if (CannotFlush) throw new IOException("It cannot be flushed.");
        Flushes++;
        base.Flush(file);
    }

    public override void Move(string from, string to)
    {
        if (FailingMove > 0 && --FailingMove == 0) throw new UnauthorizedAccessException("It cannot be renamed.");
        base.Move(from, to);
    }

    public override void Delete(string path)
    {
        if (CannotDelete && File.Exists(path)) throw new UnauthorizedAccessException("It cannot be deleted.");
        base.Delete(path);
    }
}
