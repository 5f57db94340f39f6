using LanguageExt;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>A JSON document: a value together with the exact bytes it is written with.</summary>
/// <remarks>Law: reading <see cref="Bytes"/> gives a value equal to <see cref="Value"/>. Immutable and safe to share
/// between threads, as long as nobody writes to the memory behind <see cref="Bytes"/>.</remarks>
public sealed class Document
{
    internal Document(Value value, JsonStyle style, ReadOnlyMemory<byte> bytes)
    {
        Value = value;
        Style = style;
        Bytes = bytes;
    }

    /// <summary>What the document says.</summary>
    public Value Value { get; }

    /// <summary>How the text is formatted, as far as a style can tell.</summary>
    public JsonStyle Style { get; }

    /// <summary>The text, byte for byte.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The digest of <see cref="Bytes"/>. O(n).</summary>
    public Digest ContentHash => Digest.Of(Bytes.Span);

    /// <summary>Reads a document from a file's bytes.</summary>
    /// <param name="bytes">The bytes; they are kept, not copied.</param>
    /// <param name="limits">What is too much; null for the usual limits.</param>
    /// <returns>The document, or where and why the bytes are not JSON.</returns>
    public static Either<TimelineError, Document> Parse(ReadOnlyMemory<byte> bytes, JsonLimits? limits = null) =>
        Json.Parse(bytes.Span, limits).Map(value => new Document(value, JsonStyle.Detect(bytes.Span), bytes));

    /// <summary>Writes a value as a document.</summary>
    /// <param name="value">The value.</param>
    /// <param name="style">How to write it.</param>
    /// <returns>The document.</returns>
    public static Document From(Value value, JsonStyle style)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        Json.Write(value, text, style);
        return new Document(value, style, text.WrittenMemory);
    }
}
