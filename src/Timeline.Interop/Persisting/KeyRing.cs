namespace Timeline.Persisting;

/// <summary>The keys that values are sealed with: by id, one of them the current one.</summary>
/// <remarks>
/// The id of the key stands beside what was sealed with it, so keys can rotate: new versions are sealed with the
/// current one, and old ones still open for as long as the function finds theirs. A key is 32 bytes for AES-256, and
/// never appears in a message. Safe to use from any thread.
/// </remarks>
public sealed class KeyRing
{
    /// <summary>How many bytes a key has.</summary>
    public const int KeySize = 32;

    private readonly Func<string, byte[]?> _find;
    private volatile string _current;

    /// <summary>Keys that a function finds.</summary>
    /// <param name="current">The id of the key that new versions are sealed with.</param>
    /// <param name="find">The key of an id, 32 bytes, or null where there is none. It may be called at any time by any
    /// thread; the array stays the caller's and is not kept.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public KeyRing(string current, Func<string, byte[]?> find)
    {
        ArgumentException.ThrowIfNullOrEmpty(current);
        ArgumentNullException.ThrowIfNull(find);
        _current = current;
        _find = find;
    }

    /// <summary>The id of the key that new versions are sealed with.</summary>
    public string Current => _current;

    /// <summary>Seals the versions from now on with another key.</summary>
    /// <param name="current">The id of that key.</param>
    /// <exception cref="TimelineException">There is no such key, or it has another length; nothing changed.</exception>
    public void Rotate(string current)
    {
        ArgumentException.ThrowIfNullOrEmpty(current);
        if (Fault(Find(current)) is { } fault) throw new TimelineException($"the key '{current}' {fault}");
        _current = current;
    }

    internal byte[]? Find(string id) => _find(id);

    /// <summary>What is wrong with a key, in words that follow its name; null for a proper one.</summary>
    internal static string? Fault(byte[]? key) => key switch
    {
        null => "is not there: have the key ring find it",
        { Length: KeySize } => null,
        _ => FormattableString.Invariant($"has {key.Length} bytes; AES-256 takes {KeySize}"),
    };
}
