using System.Text;
using System.Text.Json;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>UTF-16 units as text: UTF-8 in bytes, a string in JSON.</summary>
internal sealed class TextForm : IValueForm<char>
{
    public static readonly TextForm Only = new();

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public byte Kind => (byte)'T';

    public string Member => "text";

    // Half a surrogate pair, which only a forged state can show, becomes the replacement character.
    public byte[] ToBytes(ReadOnlySpan<char> values)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(values)];
        _ = Encoding.UTF8.GetBytes(values, bytes);
        return bytes;
    }

    public char[] FromBytes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = new char[Strict.GetCharCount(bytes)];
            _ = Strict.GetChars(bytes, text);
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw new CrdtFault("its text is no UTF-8");
        }
    }

    public void WriteJson(CrdtOutput output, ReadOnlySpan<char> values) => output.Writer.WriteStringValue(values);

    public char[] ReadJson(ref Utf8JsonReader reader)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.String);
        try
        {
            return reader.GetString()!.ToCharArray();
        }
        catch (InvalidOperationException)
        {
            throw new CrdtFault("a text has half of a surrogate pair");
        }
    }

    public bool IsWhole(ReadOnlySpan<char> values) =>
        values.IsEmpty || (!char.IsLowSurrogate(values[0]) && !char.IsHighSurrogate(values[^1]));
}
