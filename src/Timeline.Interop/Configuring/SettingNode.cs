using System.Collections.Immutable;
using System.Globalization;
using Timeline.Values;

namespace Timeline.Configuring;

/// <summary>A place in a configuration, with its path.</summary>
internal abstract record SettingNode(string Path)
{
    // Deeper than any setting there is: what lies below is not looked at, and its place is a mistake.
    private const int Deepest = 64;

    /// <summary>What it is, for messages.</summary>
    public abstract string Words { get; }

    /// <summary>The places of a JSON value.</summary>
    public static SettingNode Of(Value value, ValuePath path) => value switch
    {
        Value.List list => new Many($"{path}", [.. list.Items.Select((item, i) => Of(item, path.Append(i)))]),
        Value.Map map => new Fields(
            $"{path}", [.. map.Entries.Select(it => new Field(it.Key, Of(it.Value, path.Append(it.Key))))]),
        _ => new Scalar($"{path}", value),
    };

    /// <summary>The places of keys and values that are text.</summary>
    public static SettingNode Of(string root, IEnumerable<KeyValuePair<string, string?>> pairs) => Of(
        root,
        [.. pairs.Select(pair => new Leaf(pair.Key.Length == 0 ? [] : pair.Key.Split(':'), pair.Value))],
        depth: 0);

    private static SettingNode Of(string path, IReadOnlyList<Leaf> leaves, int depth)
    {
        if (depth == Deepest) return new Fields(path, []);
        var below = leaves.Where(leaf => leaf.Keys.Length > depth)
            .GroupBy(leaf => leaf.Keys[depth], StringComparer.OrdinalIgnoreCase)
            .Select(group => (group.Key, Node: Of(Join(path, group.Key), [.. group], depth + 1)))
            .Where(child => child.Node is not Scalar { Value: Value.Null })
            .ToList();
        if (below.Count == 0)
        {
            var text = leaves.LastOrDefault(leaf => leaf.Keys.Length == depth)?.Text;
            return new Scalar(path, text is null ? Value.Null.Instance : Value.Of(WellFormedText(text)));
        }

        return below.All(child => IsIndex(child.Key))
            ? new Many(path, [.. below.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture))
                .Select(child => child.Node)])
            : new Fields(path, [.. below.Select(child => new Field(child.Key, child.Node))]);
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    private static bool IsIndex(string key) => int.TryParse(
        key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // Half of a surrogate pair is no text of a value.
    private static string WellFormedText(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (!char.IsSurrogate(letters[i])) continue;
            if (i + 1 < letters.Length && char.IsSurrogatePair(letters[i], letters[i + 1])) i++;
            else letters[i] = '\uFFFD';
        }

        return new(letters);
    }

    /// <summary>One value.</summary>
    internal sealed record Scalar(string Path, Value Value) : SettingNode(Path)
    {
        public override string Words => TimelineError.Describe(Value);
    }

    /// <summary>Several of a kind, in order.</summary>
    internal sealed record Many(string Path, ImmutableArray<SettingNode> Items) : SettingNode(Path)
    {
        public override string Words => "a list";
    }

    /// <summary>Several by name, in order.</summary>
    internal sealed record Fields(string Path, ImmutableArray<Field> Named) : SettingNode(Path)
    {
        public override string Words => "a map";
    }

    /// <summary>One by name.</summary>
    internal sealed record Field(string Name, SettingNode Node);

    private sealed record Leaf(string[] Keys, string? Text);
}
