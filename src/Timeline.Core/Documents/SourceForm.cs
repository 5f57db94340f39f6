using System.Buffers;
using System.Text;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>
/// How a file's exact bytes follow from its value: a style, and a residual where the style is not enough.
/// </summary>
/// <remarks>
/// Law: for every value, every bytes and every hint, reading the encoded form back and rendering it with the value
/// gives the bytes. Stored with every version, so it is small: for a file that a common formatter wrote, one byte and
/// the style's few letters. Layout: a byte that says which layout it is; 1: the style's text; 2: the length of the
/// style's text as a varint, that text, then the <see cref="Residual"/>. Stored for ever: a new form takes a new first
/// byte.
/// </remarks>
internal sealed record SourceForm(JsonStyle Style, ReadOnlyMemory<byte>? Residual)
{
    private const byte Styled = 1;
    private const byte StyledWithResidual = 2;

    /// <summary>Describes <paramref name="exact"/> as a writing of <paramref name="value"/>.</summary>
    /// <param name="value">The value as it will be restored, which may spell numbers in another way.</param>
    /// <param name="exact">The recorded bytes.</param>
    /// <param name="likely">A style to try before looking closely: that of the version before.</param>
    /// <param name="scratch">Where the text is rendered; its content is lost.</param>
    public static SourceForm Of(
        Value value, ReadOnlySpan<byte> exact, JsonStyle? likely, ArrayBufferWriter<byte> scratch)
    {
        var style = likely;
        var rendered = style is null ? default : Render(value, style, scratch);
        if (style is null || !rendered.SequenceEqual(exact))
        {
            var detected = JsonStyle.Detect(exact);
            if (detected != style) rendered = Render(value, detected, scratch);
            style = detected;
        }

        return rendered.SequenceEqual(exact)
            ? new SourceForm(style, null)
            : new SourceForm(style, Documents.Residual.Between(rendered, exact));
    }

    /// <summary>Reads an encoded form; null if the bytes are none.</summary>
    public static SourceForm? Decode(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.IsEmpty) return null;
        var rest = encoded[1..];
        switch (encoded.Span[0])
        {
            case Styled:
                return ReadStyle(rest.Span) is { } whole ? new SourceForm(whole, null) : null;
            case StyledWithResidual:
                var span = rest.Span;
                if (!Varint.TryRead(ref span, out var length) || length > (ulong)span.Length) return null;
                var residual = rest[(rest.Length - span.Length + (int)length)..];
                return ReadStyle(span[..(int)length]) is { } style ? new SourceForm(style, residual) : null;
            default:
                return null;
        }
    }

    /// <summary>The bytes that are stored.</summary>
    public byte[] Encode()
    {
        var style = Encoding.UTF8.GetBytes(Style.ToString());
        if (Residual is not { } residual) return [Styled, .. style];

        var encoded = new ArrayBufferWriter<byte>(style.Length + residual.Length + 6);
        encoded.Write([StyledWithResidual]);
        Varint.Write(encoded, (uint)style.Length);
        encoded.Write(style);
        encoded.Write(residual.Span);
        return encoded.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Makes the exact bytes from the value; null if the residual is damaged or the text over the limit.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="scratch">Where the text is rendered; its content is lost, and it may hold the answer.</param>
    public ReadOnlyMemory<byte>? ToBytes(Value value, int limit, ArrayBufferWriter<byte> scratch)
    {
        var rendered = Render(value, Style, scratch);
        if (Residual is not { } residual) return scratch.WrittenMemory;
        return Documents.Residual.TryApply(rendered, residual.Span, limit, out var exact) ? exact : null;
    }

    private static ReadOnlySpan<byte> Render(Value value, JsonStyle style, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        Json.Write(value, scratch, style);
        return scratch.WrittenSpan;
    }

    private static JsonStyle? ReadStyle(ReadOnlySpan<byte> text)
    {
        return JsonStyle.Parse(Encoding.UTF8.GetString(text)).TryGet(out var style, out _) ? style : null;
    }
}
