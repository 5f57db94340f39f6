namespace Timeline.Tests.Faults.CrashStates;

/// <summary>
/// A folder on a disk, as it may be found when the power went at one moment: everything that was flushed before, and of what was
/// not, whatever the disk happened to take: any of the writes, in any order, each whole, not at all or by sectors; any of the new
/// lengths; any of the names.
/// </summary>
internal sealed class CrashDisk
{
    private const int Sector = 512;

    private readonly List<Content> _files = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly List<DiskEvent> _pendingNames = [];

    /// <summary>A folder with some files in it, all on the disk.</summary>
    public CrashDisk(IReadOnlyDictionary<string, byte[]>? there = null)
    {
        foreach (var (name, bytes) in there ?? new Dictionary<string, byte[]>())
        {
            _names[name] = _files.Count;
            _files.Add(new Content { Flushed = bytes });
        }
    }

    /// <summary>How much a disk could have taken or not.</summary>
    public int Pending => _pendingNames.Count + _files.Sum(file => file.Pending.Count);

    /// <summary>Does what was done.</summary>
    public void Do(DiskEvent what)
    {
        switch (what)
        {
            case DiskEvent.Named named:
                while (_files.Count <= named.File) _files.Add(new Content());
                _pendingNames.Add(named);
                break;
            case DiskEvent.Removed or DiskEvent.Renamed:
                _pendingNames.Add(what);
                break;
            case DiskEvent.Wrote wrote:
                _files[wrote.File].Pending.Add(what);
                break;
            case DiskEvent.Cut cut:
                _files[cut.File].Pending.Add(what);
                break;
            case DiskEvent.Flushed flushed:
                var file = _files[flushed.File];
                file.Flushed = file.Pending.Aggregate(file.Flushed, Changed);
                file.Pending.Clear();
                break;
            case DiskEvent.FolderFlushed:
                foreach (var pending in _pendingNames) Rename(_names, pending);
                _pendingNames.Clear();
                break;
            default:
                break;
        }
    }

    /// <summary>One of the states that the disk may be found in.</summary>
    public IReadOnlyDictionary<string, byte[]> Draw(Random random)
    {
        var kind = random.Next(6);
        bool Takes() => kind switch { 0 => false, 1 => true, 2 => random.Next(8) == 0, 3 => random.Next(8) > 0, _ => random.Next(2) == 0 };
        var names = new Dictionary<string, int>(_names);
        foreach (var pending in _pendingNames)
            if (Takes()) Rename(names, pending);
        return names.ToDictionary(name => name.Key, name => Draw(_files[name.Value], Takes, kind == 5, random));
    }

    private static byte[] Draw(Content file, Func<bool> takes, bool isTorn, Random random)
    {
        var bytes = file.Flushed;
        foreach (var pending in file.Pending)
        {
            if (pending is DiskEvent.Wrote wrote && (isTorn || random.Next(6) == 0)) bytes = Torn(bytes, wrote, takes);
            else if (takes()) bytes = Changed(bytes, pending);

            // The length may be on the disk, and what should stand there not yet.
            else if (pending is DiskEvent.Wrote { Bytes: var written, Offset: var offset } && random.Next(6) == 0)
                bytes = Grown(bytes, offset + written.Length);
        }

        return bytes;
    }

    private static byte[] Torn(byte[] bytes, DiskEvent.Wrote wrote, Func<bool> takes)
    {
        var end = wrote.Offset + wrote.Bytes.Length;
        for (var at = wrote.Offset; at < end;)
        {
            var next = Math.Min(end, (at / Sector * Sector) + Sector);
            var piece = wrote.Bytes[(int)(at - wrote.Offset)..(int)(next - wrote.Offset)];
            if (takes()) bytes = Changed(bytes, new DiskEvent.Wrote(wrote.File, at, piece));
            at = next;
        }

        return bytes;
    }

    private static byte[] Changed(byte[] bytes, DiskEvent what)
    {
        if (what is DiskEvent.Cut cut) return cut.Length <= bytes.Length ? bytes[..(int)cut.Length] : Grown(bytes, cut.Length);
        var wrote = (DiskEvent.Wrote)what;
        var changed = new byte[Math.Max(bytes.Length, wrote.Offset + wrote.Bytes.Length)];
        bytes.CopyTo(changed, 0);
        wrote.Bytes.CopyTo(changed, wrote.Offset);
        return changed;
    }

    private static byte[] Grown(byte[] bytes, long length)
    {
        if (length <= bytes.Length) return bytes;
        var grown = new byte[length];
        bytes.CopyTo(grown, 0);
        return grown;
    }

    private static void Rename(Dictionary<string, int> names, DiskEvent what)
    {
        switch (what)
        {
            case DiskEvent.Named named:
                names[named.Name] = named.File;
                break;
            case DiskEvent.Removed removed:
                _ = names.Remove(removed.Name);
                break;
            case DiskEvent.Renamed renamed when names.Remove(renamed.From, out var file):
                names[renamed.To] = file;
                break;
            default:
                break;
        }
    }

    private sealed class Content
    {
        public byte[] Flushed { get; set; } = [];

        public List<DiskEvent> Pending { get; } = [];
    }
}
