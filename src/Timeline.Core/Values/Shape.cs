namespace Timeline.Values;

/// <summary>
/// The keys of a small map, in order and distinct; shared by the maps of one form, so that each holds only its values.
/// </summary>
internal sealed class Shape
{
    /// <summary>The most keys a small map has; with more it becomes a tree.</summary>
    public const int MaximumKeys = 16;

    /// <summary>The shape of the empty map.</summary>
    public static readonly Shape Empty = new([]);

    private readonly string[] _keys;

    public Shape(string[] distinctKeys) => _keys = distinctKeys;

    public int Count => _keys.Length;

    public ReadOnlySpan<string> Keys => _keys;

    public string this[int index] => _keys[index];

    /// <summary>The place of a key, or -1. O(number of keys), at most sixteen.</summary>
    public int IndexOf(string key)
    {
        var keys = _keys;
        for (var index = 0; index < keys.Length; index++)
        {
            // Keys of one document are mostly the same objects, so the reference decides most comparisons.
            if (ReferenceEquals(keys[index], key)) return index;
        }

        for (var index = 0; index < keys.Length; index++)
        {
            if (keys[index] == key) return index;
        }

        return -1;
    }

    public Shape Insert(int index, string key) => new([.. _keys.AsSpan(0, index), key, .. _keys.AsSpan(index)]);

    public Shape RemoveAt(int index) => new([.. _keys.AsSpan(0, index), .. _keys.AsSpan(index + 1)]);

    /// <summary>Whether the keys are the same in the same order.</summary>
    public bool SameAs(Shape other) => ReferenceEquals(this, other) || Keys.SequenceEqual(other.Keys);
}
