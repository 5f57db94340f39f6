using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Timeline.Values;

/// <summary>
/// What one reading of a document remembers, so that what comes again is one object: short texts, keys, and the shapes
/// of small maps. It lives as long as the reading, or as the readings of texts that say much the same.
/// </summary>
/// <remarks>
/// Texts and keys are remembered in tables of fixed size where a newcomer takes the place of what was there: no text,
/// however made up, can make a look-up slow. A short text gets small tables, as it could not fill large ones.
/// </remarks>
/// <param name="bytes">How long what is read is, in all.</param>
internal sealed class ReadCache(long bytes)
{
    private const int LongestShared = 32;
    private const int LeastPlaces = 16;
    private const int MostPlaces = 1024;
    private const int BytesPerPlace = 16;
    private const int MaximumPaths = 8192;

    private readonly int _shift = 1 + BitOperations.LeadingZeroCount(PlacesFor(bytes));
    private Value.Text?[]? _texts;
    private string?[]? _keys;
    private int _paths;

    /// <summary>The map of no keys, where every map starts.</summary>
    public ShapePath Start { get; } = new(null, string.Empty);

    public Value.Text Text(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length == 0) return Value.Text.Empty;
        if (ascii.Length > LongestShared) return new Value.Text(Encoding.Latin1.GetString(ascii));

        _texts ??= new Value.Text?[Places];
        ref var entry = ref _texts[Place(ascii)];
        if (entry is null || !Ascii.Equals(ascii, entry.Content))
            entry = new Value.Text(Encoding.Latin1.GetString(ascii));
        return entry;
    }

    public string Key(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > LongestShared) return Encoding.Latin1.GetString(ascii);
        _keys ??= new string?[Places];
        ref var entry = ref _keys[Place(ascii)];
        if (entry is null || !Ascii.Equals(ascii, entry)) entry = Encoding.Latin1.GetString(ascii);
        return entry;
    }

    /// <summary>The keys of <paramref name="from"/> and one more, or null if it is among them.</summary>
    public ShapePath? Follow(ShapePath from, string key)
    {
        if (from.TryFollow(key, out var next)) return next;
        if (from.Contains(key)) return null;
        next = new ShapePath(from, key);

        // Documents of few forms repeat them; in one whose maps are all different remembering more would not help.
        if (_paths++ < MaximumPaths) from.Remember(next);
        return next;
    }

    private int Places => 1 << (64 - _shift);

    private static ulong PlacesFor(long bytes) =>
        BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(bytes / BytesPerPlace, LeastPlaces, MostPlaces));

    private int Place(ReadOnlySpan<byte> text)
    {
        ulong mixed;
        if (text.Length >= 8)
        {
            mixed = BinaryPrimitives.ReadUInt64LittleEndian(text)
                ^ ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]), 23);
        }
        else
        {
            mixed = 0;
            foreach (var letter in text) mixed = (mixed << 8) | letter;
        }

        return (int)(unchecked((mixed + (ulong)text.Length) * 0x9E3779B97F4A7C15) >> _shift);
    }
}
