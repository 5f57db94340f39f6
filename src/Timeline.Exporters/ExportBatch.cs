using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Timeline.Exporters;

/// <summary>Records that are sent together, in order.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class ExportBatch
{
    private readonly Lazy<string> _id;

    /// <summary>A batch of records. Its id is made when it is asked for.</summary>
    /// <param name="records">The records, oldest first.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public ExportBatch(ImmutableArray<ExportRecord> records)
    {
        if (records.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A batch holds at least one record.", nameof(records));
        }

        Records = records;
        _id = new(() => IdOf(records));
    }

    /// <summary>The records, oldest first; never empty.</summary>
    public ImmutableArray<ExportRecord> Records { get; }

    /// <summary>Which batch it is: 32 hexadecimal digits that follow from the ids of the records and their order, so
    /// that the same records sent again are the same batch.</summary>
    public string Id => _id.Value;

    /// <summary>How many bytes the lines of its records are, with their ends.</summary>
    public long Bytes => Records.Sum(record => record.Json.Length + 1L);

    private static string IdOf(ImmutableArray<ExportRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in records) hash.AppendData(Encoding.ASCII.GetBytes($"{record.Id}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
