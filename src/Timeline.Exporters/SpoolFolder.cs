using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Timeline.Exporters;

/// <summary>The files of a spool: whose they are, which there are, and what stands in them.</summary>
internal sealed class SpoolFolder : IDisposable
{
    private const string Ending = ".spool";
    private const int ChunkBytes = 1 << 16;

    private readonly FileStream _lock;

    private SpoolFolder(string path, FileStream held) => (FullPath, _lock) = (path, held);

    public string FullPath { get; }

    /// <summary>Makes a folder one's own, until it is disposed of or the process ends.</summary>
    /// <exception cref="IOException">It is another's, or cannot be written.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The folder has it.")]
    public static SpoolFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) _ = Directory.CreateDirectory(full);
        else _ = Directory.CreateDirectory(full, Owner);
        var file = Path.Combine(full, "lock");
        try
        {
            return new(full, new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (File.Exists(file))
        {
            throw new IOException(
                $"The spool folder '{full}' is in use: an exporter of this or another process has it. "
                + "Give each exporter a folder of its own.",
                fault);
        }
    }

    public string In(string name) => Path.Combine(FullPath, name);

    public SpoolSegment Segment(long number) =>
        new(In(number.ToString("D10", CultureInfo.InvariantCulture) + Ending), number);

    /// <summary>The segments that an exporter before this one has left, from a place on; those before it are
    /// deleted.</summary>
    /// <param name="sent">How far they have been sent.</param>
    /// <returns>The segments in order.</returns>
    /// <exception cref="InvalidDataException">They are of another version.</exception>
    public List<SpoolSegment> Left(SpoolPlace sent)
    {
        foreach (var draft in Directory.EnumerateFiles(FullPath, "*" + Ending + ".draft")) File.Delete(draft);
        List<SpoolSegment> left = [];
        foreach (var segment in Found())
        {
            segment.Start = HeaderLength(segment.Path);
            if (segment.Number == sent.Segment) segment.Start = Math.Max(segment.Start, sent.Offset);
            Count(segment);
            if (segment.Number < sent.Segment || segment.Lines == 0)
            {
                File.Delete(segment.Path);
                continue;
            }

            left.Add(segment);
        }

        return left;
    }

    public void Dispose() => _lock.Dispose();

    private List<SpoolSegment> Found() =>
    [
        .. Directory.EnumerateFiles(FullPath, "*" + Ending)
        .Select(file => (
            File: file,
            IsNumber: TryNumber(Path.GetFileNameWithoutExtension(file), out var number),
            Number: number))
        .Where(it => it.IsNumber)
        .OrderBy(it => it.Number)
        .Select(it => new SpoolSegment(it.File, it.Number)),
    ];

    private static bool TryNumber(string name, out long number) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private long HeaderLength(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[64];
        var head = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (head.StartsWith(SpoolLine.Header)) return SpoolLine.Header.Length;
        var word = SpoolLine.AnyHeader;
        var end = head.IndexOf(SpoolLine.End);
        if (end < 0 || !head.StartsWith(word) || head[word.Length..end].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return 0; // damaged: read as a line, it is set aside
        throw new InvalidDataException(
            $"The spool folder '{FullPath}' is of version {Encoding.ASCII.GetString(head[word.Length..end])}, "
            + "and this program reads version 1. Use the program that wrote it, or another folder.");
    }

    /// <summary>Counts the whole lines, and cuts off what is behind the last one.</summary>
    private static void Count(SpoolSegment segment)
    {
        using var file = new FileStream(segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1);
        var chunk = new byte[ChunkBytes];
        var end = Math.Min(segment.Start, file.Length);
        var place = file.Seek(end, SeekOrigin.Begin);
        while (file.Read(chunk) is var read and > 0)
        {
            var span = chunk.AsSpan(0, read);
            segment.Lines += span.Count(SpoolLine.End);
            if (span.LastIndexOf(SpoolLine.End) is var last and >= 0) end = place + last + 1;
            place += read;
        }

        if (end < file.Length) file.SetLength(end);
        segment.Length = end;
    }
}
