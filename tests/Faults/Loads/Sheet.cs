using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Loads;

/// <summary>A document of texts under keys, short and long ones, and the versions that change it by one key.</summary>
internal sealed record Sheet(ImmutableList<KeyValuePair<string, string>> Entries)
{
    public static Sheet Empty { get; } = new([]);

    public string Text => "{" + string.Join(',', Entries.Select(entry => $"\"{entry.Key}\":{Quoted(entry.Value)}")) + "}";

    /// <summary>The document with a key set: an old one in its place, a new one last.</summary>
    public Sheet Set(string key, string value)
    {
        var at = Entries.FindIndex(entry => entry.Key == key);
        return new Sheet(at < 0 ? Entries.Add(new(key, value)) : Entries.SetItem(at, new(key, value)));
    }

    /// <summary>A version without parents that holds this document.</summary>
    public NewVersion ToRoot(Stamp stamp) =>
        Version([], stamp, $"{{\"op\":\"add\",\"path\":\"\",\"value\":{Text}}}", null);

    /// <summary>A version that makes this document from its first parent's by setting one key.</summary>
    public NewVersion ToVersion(ImmutableArray<VersionId> parents, Stamp stamp, string key, byte[]? source)
    {
        var value = Quoted(Entries.Find(entry => entry.Key == key).Value);
        return Version(parents, stamp, $"{{\"op\":\"add\",\"path\":\"/{key}\",\"value\":{value}}}", source);
    }

    private NewVersion Version(ImmutableArray<VersionId> parents, Stamp stamp, string operation, byte[]? source) =>
        NewVersion.From(
            parents,
            stamp,
            new VersionPayload(
                Encoding.UTF8.GetBytes($"[{operation}]"), source is null ? (ReadOnlyMemory<byte>?)null : source),
            () => Encoding.UTF8.GetBytes(Text),
            source is null ? null : Digest.Of(Encoding.UTF8.GetBytes(Text)));

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
