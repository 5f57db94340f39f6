using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Timeline.Values;

/// <summary>The keys read so far in a small map, and which key came next the last time.</summary>
/// <remarks>
/// The paths of one reading form a tree. A map of a form seen before follows a path in it: then its keys need only be
/// compared with what is expected, are known to be distinct, and end in a <see cref="Shape"/> that is shared.
/// </remarks>
internal sealed class ShapePath
{
    private readonly ShapePath? _before;
    private readonly byte[] _keyInUtf8;
    private Dictionary<string, ShapePath>? _others;
    private Shape? _shape;

    public ShapePath(ShapePath? before, string key)
    {
        _before = before;
        Key = key;
        Count = before is null ? 0 : before.Count + 1;
        _keyInUtf8 = Encoding.UTF8.GetBytes(key);
    }

    /// <summary>The last key.</summary>
    public string Key { get; }

    /// <summary>The last key as it is written without escapes.</summary>
    public ReadOnlySpan<byte> KeyInUtf8 => _keyInUtf8;

    /// <summary>How many keys there are.</summary>
    public int Count { get; }

    /// <summary>Where the last map that came here went on.</summary>
    public ShapePath? Next { get; private set; }

    /// <summary>The keys as a shape; the same object every time.</summary>
    public Shape Shape
    {
        get
        {
            if (_shape is not null) return _shape;
            var keys = new string[Count];
            for (var path = this; path.Count > 0; path = path._before!) keys[path.Count - 1] = path.Key;
            return _shape = Count == 0 ? Shape.Empty : new Shape(keys);
        }
    }

    public bool Contains(string key)
    {
        for (var path = this; path.Count > 0; path = path._before!)
        {
            if (path.Key == key) return true;
        }

        return false;
    }

    public bool TryFollow(string key, [MaybeNullWhen(false)] out ShapePath next)
    {
        next = Next;
        if (next is null) return false;
        if (next.Key == key) return true;
        if (_others is null || !_others.TryGetValue(key, out next)) return false;
        Next = next;
        return true;
    }

    public void Remember(ShapePath next)
    {
        if (Next is not null)
        {
            _others ??= new Dictionary<string, ShapePath> { [Next.Key] = Next };
            _others[next.Key] = next;
        }

        Next = next;
    }
}
