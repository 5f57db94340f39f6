using System.IO.Compression;
using System.Text.Json;
using Timeline.Causality;
using Timeline.Sequences;

namespace Timeline.Benchmarks.Sequences;

/// <summary>The edits of one who wrote a paper, as published with the benchmarks of other libraries.</summary>
/// <remarks>
/// A gzipped JSON file <c>{"txns": [{"patches": [[index, deleted, "inserted"]]}], "endContent": "…"}</c>, whose path
/// stands in <see cref="Variable"/>. It is not part of the repository.
/// </remarks>
internal sealed class EditingTrace
{
    public const string Variable = "TIMELINE_TRACE";

    private readonly (int Index, int Deleted, string Inserted)[] _edits;
    private readonly string _end;

    private EditingTrace((int Index, int Deleted, string Inserted)[] edits, string end) => (_edits, _end) = (edits, end);

    /// <summary>The trace; null if its path is not given.</summary>
    public static EditingTrace? Read()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return null;
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(file);
        var patches =
            from transaction in document.RootElement.GetProperty("txns").EnumerateArray()
            from patch in transaction.GetProperty("patches").EnumerateArray()
            select (patch[0].GetInt32(), patch[1].GetInt32(), patch[2].GetString()!);
        return new EditingTrace([.. patches], document.RootElement.GetProperty("endContent").GetString()!);
    }

    /// <summary>All edits, by a builder.</summary>
    public CrdtText Replay(ReplicaId replica)
    {
        var builder = CrdtText.Empty.ToBuilder();
        foreach (var (index, deleted, inserted) in _edits)
        {
            if (builder.Replace(replica, index, deleted, inserted).IsSome)
                throw new InvalidOperationException("The trace has an edit that does not fit.");
        }
        var text = builder.ToText();
        return text.Length == _end.Length ? text : throw new InvalidOperationException("The trace ends otherwise.");
    }
}
