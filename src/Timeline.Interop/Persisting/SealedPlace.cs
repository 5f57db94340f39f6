using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>Where a sealed value belongs: what it is bound to, so that it opens nowhere else.</summary>
/// <param name="History">The history.</param>
/// <param name="Parents">The ids of the version's parents.</param>
/// <param name="Stamp">The version's stamp.</param>
internal readonly record struct SealedPlace(HistoryName History, ImmutableArray<VersionId> Parents, Stamp Stamp)
{
    /// <summary>The bytes that a sealing authenticates besides what it encrypts.</summary>
    /// <param name="member">How the content is to be taken: as a patch or as the whole value.</param>
    /// <param name="codecs">What was done to it.</param>
    /// <param name="key">The id of the key.</param>
    /// <returns>The bytes; those of two places differ.</returns>
    public byte[] ToBytes(string member, string codecs, string key)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        foreach (var text in (string[])["timeline sealed 1", member, codecs, key, History.Text]) Write(bytes, text);
        Write(bytes, Parents.Length);
        foreach (var parent in Parents) bytes.Write(parent.ToBytes());
        Write(bytes, Stamp.Ticks);
        Write(bytes, Stamp.Actor);
        Write(bytes, Stamp.Label);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string text)
    {
        var written = Encoding.UTF8.GetBytes(text);
        Write(bytes, written.Length);
        bytes.Write(written);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }
}
