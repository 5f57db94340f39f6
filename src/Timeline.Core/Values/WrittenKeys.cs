using System.Runtime.CompilerServices;

namespace Timeline.Values;

/// <summary>
/// The keys of small maps as one writer writes them, with their colons: maps of one form, of which a document has
/// many, then cost a copy for each key. Mutable, used by one writer.
/// </summary>
/// <remarks>
/// Of a fixed size, a newcomer taking the place of what was there: forms that do not repeat cost nothing.
/// </remarks>
internal sealed class WrittenKeys
{
    private const int Places = 64;

    private readonly Entry[] _entries = new Entry[Places];

    /// <summary>The keys of a shape as written; null where it is met for the first time.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="style">The writer's style.</param>
    public byte[][]? Find(Shape shape, JsonStyle style)
    {
        ref var entry = ref _entries[RuntimeHelpers.GetHashCode(shape) % Places];
        if (ReferenceEquals(entry.Shape, shape)) return entry.Keys ??= Write(shape, style);
        entry = new Entry { Shape = shape };
        return null;
    }

    private static byte[][] Write(Shape shape, JsonStyle style)
    {
        var keys = new byte[shape.Count][];
        for (var i = 0; i < keys.Length; i++)
        {
            using var writer = new JsonWriter(style, null);
            writer.WriteKey(shape[i]);
            keys[i] = writer.ToArray();
        }

        return keys;
    }

    private struct Entry
    {
        public Shape? Shape;
        public byte[][]? Keys;
    }
}
