namespace Timeline.Tests.Faults.CrashStates;

/// <summary>What a program did to the files of a folder, or said, in the order of doing. A file keeps its number, whatever its name.</summary>
internal abstract record DiskEvent
{
    private DiskEvent()
    {
    }

    /// <summary>A name was given to a file; a new one, or one that has another name too.</summary>
    internal sealed record Named(string Name, int File) : DiskEvent;

    internal sealed record Removed(string Name) : DiskEvent;

    /// <summary>A file has another name instead; a file that had that name has it no more.</summary>
    internal sealed record Renamed(string From, string To) : DiskEvent;

    internal sealed record Wrote(int File, long Offset, byte[] Bytes) : DiskEvent;

    /// <summary>A file was made shorter, or longer with zeros.</summary>
    internal sealed record Cut(int File, long Length) : DiskEvent;

    /// <summary>All that was written to a file was brought to the disk.</summary>
    internal sealed record Flushed(int File) : DiskEvent;

    /// <summary>The names in the folder were brought to the disk.</summary>
    internal sealed record FolderFlushed : DiskEvent;

    internal sealed record Said(string Line) : DiskEvent;
}
