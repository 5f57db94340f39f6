using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>A document of numbers under keys in an order, and the versions that change it by one key.</summary>
public sealed record Draft(ImmutableList<KeyValuePair<string, int>> Entries)
{
    public static Draft Start { get; } = new([new("key0", 0)]);

    public string Text =>
        "{" + string.Join(',', Entries.Select(entry => $"\"{entry.Key}\":{Line(entry.Value)}")) + "}";

    /// <summary>The document with a key set: an old one in its place, a new one last.</summary>
    public Draft Set(string key, int value)
    {
        var at = Entries.FindIndex(entry => entry.Key == key);
        return new Draft(at < 0 ? Entries.Add(new(key, value)) : Entries.SetItem(at, new(key, value)));
    }

    /// <summary>A version without parents that holds this document.</summary>
    public NewVersion ToRoot(Stamp stamp, byte[]? source = null) =>
        Version([], stamp, $"{{\"op\":\"add\",\"path\":\"\",\"value\":{Text}}}", source);

    /// <summary>A version that makes this document from its first parent's by setting one key.</summary>
    public NewVersion ToVersion(
        ImmutableArray<VersionId> parents, Stamp stamp, string key, byte[]? source = null) =>
        Version(
            parents,
            stamp,
            $"{{\"op\":\"add\",\"path\":\"/{key}\",\"value\":{Line(Entries.Find(entry => entry.Key == key).Value)}}}",
            source);

    public static Stamp StampOf(int tick, string label = "a label") =>
        Stamp.FromTicks(638_000_000_000_000_000 + tick, tick % 3 == 0 ? "" : $"actor {tick % 5} é\0\"", label);

    private NewVersion Version(ImmutableArray<VersionId> parents, Stamp stamp, string operation, byte[]? source) =>
        NewVersion.From(
            parents,
            stamp,
            new VersionPayload(
                Encoding.UTF8.GetBytes($"[{operation}]"), source is null ? (ReadOnlyMemory<byte>?)null : source),
            () => Encoding.UTF8.GetBytes(Text),
            source is null ? null : Digest.Of(Encoding.UTF8.GetBytes(Text)));

    private static string Line(int value) => value.ToString(CultureInfo.InvariantCulture);
}
