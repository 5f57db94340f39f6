using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>What a store keeps in the place of a sealed value: an ordinary value that says how to open it.</summary>
/// <param name="Codecs">What was done to the content, in that order.</param>
/// <param name="Key">The id of the key; null where nothing is encrypted.</param>
/// <param name="Print">A check of the key that tells a wrong one from altered data; null without a key.</param>
/// <param name="Member"><see cref="Patch"/> or <see cref="Whole"/>.</param>
/// <param name="Content">The sealed bytes.</param>
internal sealed record Envelope(
    IReadOnlyList<string> Codecs, string? Key, string? Print, string Member, byte[] Content)
{
    /// <summary>The content is a patch of the first parent's value.</summary>
    public const string Patch = "patch";

    /// <summary>The content is the value.</summary>
    public const string Whole = "value";

    private const string Mark = "timeline";
    private const string Sealed = "sealed";

    /// <summary>Whether a value says of itself that it is an envelope.</summary>
    public static bool Is(Value value) =>
        value is Value.Map map && map.TryGetValue(Mark, out var mark) && mark is Value.Text { Content: Sealed };

    /// <summary>Reads an envelope; null for one that is not as <see cref="ToValue"/> writes it.</summary>
    public static Envelope? Read(Value value)
    {
        if (!Is(value) || value is not Value.Map map) return null;
        var member = map.ContainsKey(Patch) ? Patch : Whole;
        if (!map.TryGetValue("codecs", out var codecs) || codecs is not Value.List list || list.Count > 2) return null;
        List<string> names = [.. list.Items.OfType<Value.Text>().Select(codec => codec.Content)];
        if (names.Count != list.Count || Text(map, member) is not { } content) return null;
        var bytes = new byte[content.Length];
        return Convert.TryFromBase64String(content, bytes, out var length)
            ? new Envelope(names, Text(map, "key"), Text(map, "print"), member, bytes[..length])
            : null;
    }

    /// <summary>The envelope as a value.</summary>
    public Value ToValue()
    {
        var map = new Value.Map.Builder();
        Add(Mark, Value.Text.From(Sealed));
        Add("codecs", Value.List.From(Codecs.Select(codec => (Value)Value.Text.From(codec))));
        if (Key is not null) Add("key", Value.Text.From(Key));
        if (Print is not null) Add("print", Value.Text.From(Print));
        Add(Member, Value.Text.From(Convert.ToBase64String(Content)));
        return map.ToMap();

        void Add(string name, Value member) => _ = map.TryAdd(name, member);
    }

    private static string? Text(Value.Map map, string name) =>
        map.TryGetValue(name, out var value) ? (value as Value.Text)?.Content : null;
}
