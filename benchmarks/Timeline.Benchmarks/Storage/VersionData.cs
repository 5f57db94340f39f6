using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>A history that grows in a store by patches of about 300 bytes.</summary>
internal sealed class VersionData
{
    public static readonly HistoryName Name = HistoryName.Of("document.json");

    private readonly IHistoryStore _store;
    private NewVersion _head;
    private int _made;

    public VersionData(IHistoryStore store)
    {
        _store = store;
        var entries = Enumerable.Range(0, 1000).Select(i => $"\"{Key(i)}\":\"{new string('x', 60)}\"");
        var value = string.Join(',', entries);
        Root = Encoding.UTF8.GetBytes($"[{{\"op\":\"add\",\"path\":\"\",\"value\":{{{value}}}}}]");
        _head = NewVersion.From([], default, new VersionPayload(Root, null));
        Append(new AppendBatch([_head], [BranchMove.Create(BranchName.Main, _head.Id)]));
    }

    /// <summary>The patch that makes the value that the others change.</summary>
    public byte[] Root { get; }

    public long Count => _made + 1;

    /// <summary>Versions that follow each other, and the same as bare rows; making them is not measured.</summary>
    public (AppendBatch Batch, List<byte[]> Ids, List<byte[]> Patches) Make(int count)
    {
        var before = _head;
        var versions = new List<NewVersion>(count);
        for (var i = 0; i < count; i++)
        {
            _made++;
            var key = Key(_made * 7 % 1000);
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"[{{\"op\":\"replace\",\"path\":\"/{key}\",\"value\":\"{_made}{new string('y', 250)}\"}}]");
            var patch = new VersionPayload(Encoding.UTF8.GetBytes(text), null);
            _head = NewVersion.From([_head.Id], Stamp.FromTicks(_made, "somebody", "a change"), patch);
            versions.Add(_head);
        }

        var batch = new AppendBatch([.. versions], [BranchMove.Advance(BranchName.Main, before.Id, _head.Id)]);
        return (
            batch,
            [.. versions.Select(_ => RandomNumberGenerator.GetBytes(32))],
            [.. versions.Select(version => version.Payload!.Patch.ToArray())]);
    }

    public void Append(AppendBatch batch) => Append(_store, Name, batch);

    public static void Append(IHistoryStore store, HistoryName name, AppendBatch batch)
    {
        var appended = store.AppendAsync(name, batch).AsTask().GetAwaiter().GetResult();
        _ = appended.IfLeft(error => throw new InvalidOperationException(error.Message));
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"key{number:0000}");
}
