using System.Security.Cryptography;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>Seals and opens what one history holds.</summary>
/// <remarks>Not safe for several threads at once: whoever reads or writes the history takes turns.</remarks>
internal sealed class Sealer(Sealing? sealing) : IDisposable
{
    private const string Brotli = "br";
    private const string Aes = "aes-256-gcm";
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int PrintSize = 8;

    private static readonly byte[] PrintedText = "timeline key"u8.ToArray();

    private readonly Dictionary<string, OpenedKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether values are sealed here; what was sealed elsewhere is opened anyhow.</summary>
    public bool Seals => sealing is { Compress: true } or { Keys: not null };

    private int MaximumBytes => sealing?.MaximumBytes ?? Sealing.DefaultMaximumBytes;

    /// <summary>What is to be stored in the place of a text.</summary>
    /// <param name="place">What it is bound to.</param>
    /// <param name="member">What it is: <see cref="Envelope.Patch"/> or <see cref="Envelope.Whole"/>.</param>
    /// <param name="text">JSON text; it is cleared.</param>
    /// <exception cref="TimelineException">The key is not there, or the text is longer than is opened.</exception>
    public Value Seal(SealedPlace place, string member, byte[] text)
    {
        if (text.Length > MaximumBytes)
        {
            throw new TimelineException(Told(FormattableString.Invariant(
                $"'{place.History}' has {text.Length} bytes as JSON, and the sealing takes")));
        }

        List<string> codecs = [];
        var content = text;
        if (sealing is { Compress: true } && Inflation.Deflate(text) is var deflated && deflated.Length < text.Length)
        {
            codecs.Add(Brotli);
            CryptographicOperations.ZeroMemory(text);
            content = deflated;
        }

        if (sealing?.Keys is not { } keys) return new Envelope(codecs, null, null, member, content).ToValue();
        codecs.Add(Aes);
        var id = keys.Current;
        var key = Key(
            id, fault => new TimelineException($"'{place.History}' cannot be written: the key '{id}' {fault}"));
        var bytes = new byte[NonceSize + content.Length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        key.Cipher.Encrypt(
            bytes.AsSpan(0, NonceSize),
            content,
            bytes.AsSpan(NonceSize, content.Length),
            bytes.AsSpan(NonceSize + content.Length),
            place.ToBytes(member, string.Join('+', codecs), id));
        CryptographicOperations.ZeroMemory(content);
        return new Envelope(codecs, id, key.Print, member, bytes).ToValue();
    }

    /// <summary>The text that was sealed; the caller clears it.</summary>
    /// <param name="place">What it was bound to.</param>
    /// <param name="version">What errors call the version.</param>
    /// <param name="envelope">What is stored.</param>
    /// <exception cref="TimelineException">It cannot be opened; the message says what to do.</exception>
    public byte[] Open(SealedPlace place, string version, Envelope envelope)
    {
        var content = envelope.Codecs switch
        {
            [] or [Brotli] => Unencrypted(envelope, version),
            [Aes] or [Brotli, Aes] => Decrypted(place, envelope, version),
            _ => throw new TimelineException(
                $"{version} was sealed by {string.Join(" and ", envelope.Codecs)}, which this program does not know: "
                + "open it with a newer one"),
        };
        if (envelope.Codecs is not [Brotli, ..]) return content;
        var text = Inflation.Inflate(content, MaximumBytes);
        CryptographicOperations.ZeroMemory(content);
        return text ?? throw new TimelineException(Told($"{version} is damaged, or longer than the sealing takes,"));
    }

    /// <summary>Refuses a version that nobody sealed, where a key says that it should be.</summary>
    /// <exception cref="TimelineException">There are keys, and versions without are not to be taken.</exception>
    public void PassPlain(string version)
    {
        if (sealing is { Keys: not null, AcceptUnencrypted: false })
        {
            throw new TimelineException(
                $"{version} is not encrypted although there are keys: somebody may have put it there; to go on with a "
                + "history that was begun without keys, say AcceptUnencrypted");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Cipher.Dispose();
        _keys.Clear();
    }

    private byte[] Unencrypted(Envelope envelope, string version)
    {
        PassPlain(version);
        return envelope.Content;
    }

    private byte[] Decrypted(SealedPlace place, Envelope envelope, string version)
    {
        var id = envelope.Key ?? throw new TimelineException($"{version} is damaged: it does not name its key");
        var key = Key(id, fault => new TimelineException($"{version} is sealed with the key '{id}', which {fault}"));
        if (envelope.Print != key.Print)
        {
            throw new TimelineException(
                $"{version} is sealed with the key '{id}', and the key that was found by that name is another one: "
                + "have the key ring find the right one; nothing was changed");
        }

        if (envelope.Content.Length < NonceSize + TagSize) throw Altered(version);
        var content = new byte[envelope.Content.Length - NonceSize - TagSize];
        try
        {
            key.Cipher.Decrypt(
                envelope.Content.AsSpan(0, NonceSize),
                envelope.Content.AsSpan(NonceSize, content.Length),
                envelope.Content.AsSpan(NonceSize + content.Length),
                content,
                place.ToBytes(envelope.Member, string.Join('+', envelope.Codecs), id));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Altered(version);
        }
    }

    private OpenedKey Key(string id, Func<string, TimelineException> refusal)
    {
        if (_keys.TryGetValue(id, out var opened)) return opened;
        if (sealing?.Keys is not { } keys) throw refusal("is not there: open it with a sealing that has keys");
        var key = keys.Find(id);
        if (KeyRing.Fault(key) is { } fault) throw refusal(fault);
        return _keys[id] = new OpenedKey(key!);
    }

    private static TimelineException Altered(string version) => new(
        $"{version} was altered or moved from another place since it was sealed: restore it from a copy; nothing was "
        + "changed");

    private string Told(string sentence) => FormattableString.Invariant($"{sentence} at most {MaximumBytes} bytes");

    private sealed class OpenedKey(byte[] key)
    {
        public AesGcm Cipher { get; } = new(key, TagSize);

        public string Print { get; } =
            Convert.ToBase64String(HMACSHA256.HashData(key, PrintedText).AsSpan(0, PrintSize));
    }
}
