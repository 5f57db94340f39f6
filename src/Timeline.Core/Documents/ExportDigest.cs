using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Timeline.Documents;

/// <summary>What binds the lines of one exported history together: a digest in the first of them.</summary>
/// <remarks>
/// Each version's line proves itself by its id. Which branches there are and where they stand is only said in the first
/// line, so that may have the SHA-256 of itself and all others. How lines end does not count.
/// </remarks>
internal sealed class ExportDigest : IDisposable
{
    private static readonly byte[] Name = ",\"digest\":\""u8.ToArray();
    private static readonly int EndLength = Name.Length + (2 * SHA256.HashSizeInBytes) + 2;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // What the first line says; none where it says nothing, and then nothing is held against it.
    private byte[]? _stated;

    /// <summary>The first line with the digest of all.</summary>
    /// <param name="lines">The lines.</param>
    public static ReadOnlyMemory<byte> FirstOf(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        using ExportDigest digest = new();
        foreach (var line in lines) digest.Hash(Content(line));
        return (byte[])[.. Content(lines[0])[..^1], .. Name, .. digest.Made(), .. "\"}\n"u8];
    }

    /// <summary>Begins with the first line of a history, which was read as one.</summary>
    public void Begin(ReadOnlyMemory<byte> first)
    {
        var content = Content(first);
        _stated = null;
        if (!HasDigest(content)) return;
        if (content.Length < EndLength || !content[^EndLength..].StartsWith(Name))
        {
            // Nothing has this digest.
            _stated = [];
            return;
        }

        _stated = content[(content.Length - EndLength + Name.Length)..^2].ToArray();
        Hash([.. content[..^EndLength], .. "}"u8]);
    }

    /// <summary>Takes the next line.</summary>
    public void Add(ReadOnlyMemory<byte> line)
    {
        if (_stated is not null) Hash(Content(line));
    }

    /// <summary>Whether all lines are those of which the first one has the digest, if it has one. Ends the
    /// history.</summary>
    public bool Holds() => _stated is null || Made().AsSpan().SequenceEqual(_stated);

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private byte[] Made() => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(_hash.GetHashAndReset()));

    private void Hash(ReadOnlySpan<byte> content)
    {
        _hash.AppendData(content);
        _hash.AppendData("\n"u8);
    }

    private static ReadOnlySpan<byte> Content(ReadOnlyMemory<byte> line) => line.Span.TrimEnd("\r\n"u8);

    // A branch may have that name as well.
    private static bool HasDigest(ReadOnlySpan<byte> first)
    {
        var reader = new Utf8JsonReader(first);
        while (reader.Read())
        {
            var isMember = reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 };
            if (isMember && reader.ValueTextEquals("digest"u8)) return true;
        }

        return false;
    }
}
