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

    // Halves of surrogate pairs without the other half behind or before them in the same row.
    public IEnumerable<ulong> Broken(Chunk<char>[] chunks)
    {
        ulong? high = null;
        for (var i = 0; i < chunks.Length; i++)
        {
            if (high is { } alone && !chunks[i - 1].Continues(chunks[i]))
            {
                yield return alone;
                high = null;
            }
            var (id, values) = (chunks[i].Id, chunks[i].Values);
            if (high is null && !values.Span.ContainsAnyInRange('\ud800', '\udfff'))
                continue;
            for (var at = 0; at < values.Length; at++)
            {
                var value = values.Span[at];
                if (high is { } first && !char.IsLowSurrogate(value))
                    yield return first;
                else if (high is null && char.IsLowSurrogate(value))
                    yield return id + (ulong)at;
                high = char.IsHighSurrogate(value) ? id + (ulong)at : null;
            }
        }
        if (high is { } last)
            yield return last;
    }

    public bool IsWhole(ReadOnlySpan<char> values) =>
        values.IsEmpty || (!char.IsLowSurrogate(values[0]) && !char.IsHighSurrogate(values[^1]));
}
