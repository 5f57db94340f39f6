using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Timeline.Exporters;

/// <summary>The file that says how far a spool has been sent.</summary>
/// <remarks>
/// It has two slots that are written in turn, each with a number and a checksum, so that a writing that is cut off
/// leaves the one before, and a full disk is no trouble once the file is there. A position that is lost makes records
/// come again and loses none.
/// </remarks>
internal sealed class SpoolPosition(string path) : IDisposable
{
    private const int SlotBytes = 80;

    private SafeFileHandle? _file;
    private long _count;

    /// <summary>Reads it.</summary>
    /// <returns>The place; null where none was written, or none is readable.</returns>
    public SpoolPlace? Read()
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        SpoolPlace? newest = null;
        for (var slot = 0; slot < 2 && bytes.Length >= (slot + 1) * SlotBytes; slot++)
        {
            if (Parse(bytes.AsSpan(slot * SlotBytes, SlotBytes)) is not var (count, place) || count <= _count) continue;
            _count = count;
            newest = place;
        }

        return newest;
    }

    /// <summary>Writes it.</summary>
    public void Write(SpoolPlace place)
    {
        _file ??= File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        var count = _count + 1;
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{count:D20} {place.Segment:D20} {place.Offset:D20}");
        var line = $"{text} {Crc32C.Of(Encoding.ASCII.GetBytes(text)):x8}".PadRight(SlotBytes - 1);
        var slot = Encoding.ASCII.GetBytes($"{line}\n");
        RandomAccess.Write(_file, slot, count % 2 * SlotBytes);
        _count = count;
    }

    public void Dispose() => _file?.Dispose();

    private static (long Count, SpoolPlace Place)? Parse(ReadOnlySpan<byte> slot)
    {
        var words = Encoding.ASCII.GetString(slot).Trim().Split(' ');
        if (words.Length != 4) return null;
        var text = Encoding.ASCII.GetBytes(string.Join(' ', words[..3]));
        return words[3] == Crc32C.Of(text).ToString("x8", CultureInfo.InvariantCulture)
            && Number(words[0]) is { } count && Number(words[1]) is { } segment && Number(words[2]) is { } offset
            ? (count, new(segment, offset))
            : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
