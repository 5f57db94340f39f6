using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Timeline.Persisting;

/// <summary>What binds the lines of one history in a file together: a digest in the first of them.</summary>
/// <remarks>
/// Each version's line proves itself by its id. Which branches there are and where they stand is only said in the first
/// line, so that has the SHA-256 of itself and all others. Other readers pass it over.
/// </remarks>
internal static class HistoryLines
{
    private static readonly byte[] Name = ",\"digest\":\""u8.ToArray();
    private static readonly int EndLength = Name.Length + (2 * SHA256.HashSizeInBytes) + 2;

    /// <summary>The first line with the digest of all.</summary>
    /// <param name="lines">The lines, each with its line feed.</param>
    public static ReadOnlyMemory<byte> FirstOf(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        var digest = Encoding.ASCII.GetBytes(DigestOf(lines));
        return (byte[])[.. lines[0].Span[..^2], .. Name, .. digest, .. "\"}\n"u8];
    }

    /// <summary>Whether the first line of a history has no digest, or the one of all lines.</summary>
    /// <param name="lines">The lines without their line feeds.</param>
    public static bool AreWhole(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        var first = lines[0].Span;
        if (!HasDigest(first)) return true;
        if (first.Length < EndLength || !first[^EndLength..].StartsWith(Name)) return false;
        var plain = (byte[])[.. first[..^EndLength], .. "}"u8];
        var all = lines.Skip(1).Prepend(plain).Select(line => (ReadOnlyMemory<byte>)(byte[])[.. line.Span, (byte)'\n']);
        var digest = Encoding.ASCII.GetBytes(DigestOf(all));
        return first[(first.Length - EndLength + Name.Length)..^2].SequenceEqual(digest);
    }

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

    private static string DigestOf(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines) hash.AppendData(line.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
