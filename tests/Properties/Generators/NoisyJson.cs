using System.Globalization;
using System.Text;
using Timeline.Values;

namespace Timeline.Tests.Properties.Generators;

/// <summary>
/// Writes values as JSON in the least orderly way the grammar allows: white space anywhere, any character escaped or
/// not, digits in either case. Independent of the library's writer.
/// </summary>
internal sealed class NoisyJson(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>A value written so.</summary>
    public static string Write(Value value, int seed) => Write(value, seed, null, out _);

    /// <summary>
    /// A value written so, with a <c>#</c> (which no JSON has outside strings) in place of the part at one path; and
    /// where in the text it stands.
    /// </summary>
    public static string Write(Value value, int seed, ValuePath? broken, out int brokenAt)
    {
        var writer = new NoisyJson(seed);
        writer.Space();
        brokenAt = -1;
        writer.Write(value, ValuePath.Root, broken, ref brokenAt);
        writer.Space();
        return writer._text.ToString();
    }

    private void Write(Value value, ValuePath path, ValuePath? broken, ref int brokenAt)
    {
        if (path == broken)
        {
            brokenAt = _text.Length;
            _text.Append('#');
            return;
        }

        switch (value)
        {
            case Value.Text text:
                WriteText(text.Content);
                break;
            case Value.Number number:
                _text.Append(number.Spelling);
                break;
            case Value.Bool truth:
                _text.Append(truth.IsTrue ? "true" : "false");
                break;
            case Value.Null:
                _text.Append("null");
                break;
            case Value.List list:
                Open('[');
                for (var at = 0; at < list.Count; at++)
                {
                    if (at > 0) Open(',');
                    Write(list[at], path.Append(at), broken, ref brokenAt);
                    Space();
                }

                _text.Append(']');
                break;
            case Value.Map map:
                Open('{');
                var isFirst = true;
                foreach (var (key, part) in map)
                {
                    if (!isFirst) Open(',');
                    isFirst = false;
                    WriteText(key);
                    Space();
                    Open(':');
                    Write(part, path.Append(key), broken, ref brokenAt);
                    Space();
                }

                _text.Append('}');
                break;
            default:
                throw new InvalidOperationException("An unknown kind of value.");
        }
    }

    private void WriteText(string text)
    {
        _text.Append('"');
        foreach (var letter in text)
        {
            var brief = "\"\\/\b\f\n\r\t".IndexOf(letter, StringComparison.Ordinal);
            var mustEscape = letter is < ' ' or '"' or '\\';

            // Both halves of a pair are escaped or neither: half a pair has no UTF-8.
            var mayEscape = !char.IsSurrogate(letter);
            if (brief >= 0 && _random.Next(mustEscape ? 2 : 4) == 0) _text.Append('\\').Append("\"\\/bfnrt"[brief]);
            else if (mustEscape || (mayEscape && _random.Next(6) == 0)) WriteHex(letter);
            else _text.Append(letter);
        }

        _text.Append('"');
    }

    private void WriteHex(char letter) => _text
        .Append("\\u")
        .Append(((int)letter).ToString(_random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture));

    private void Open(char mark)
    {
        _text.Append(mark);
        Space();
    }

    private void Space()
    {
        while (_random.Next(3) == 0) _text.Append(" \n\r\t"[_random.Next(4)]);
    }
}
