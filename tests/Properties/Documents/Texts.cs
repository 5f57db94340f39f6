using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Properties.Documents;

/// <summary>JSON texts as people, editors and programs leave them, and edits of them.</summary>
internal sealed class Texts(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Seeds, each of which makes one run of texts.</summary>
    public static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    public int Next(int below) => _random.Next(below);

    /// <summary>A document of a few members, with lists and maps in it.</summary>
    public object Document() => Map(0);

    /// <summary>The same document with a few members set, removed, inserted or moved.</summary>
    public object Edited(object document)
    {
        if (document is not List<KeyValuePair<string, object>> map) return Document();

        var edited = map.ToList();
        for (var edits = 1 + Next(3); edits > 0; edits--)
        {
            var at = Next(edited.Count + 1);
            var key = $"k{Next(12)}";
            switch (Next(4))
            {
                case 0 when at < edited.Count:
                    edited.RemoveAt(at);
                    break;
                case 1 when at < edited.Count:
                    var moved = edited[at];
                    edited.RemoveAt(at);
                    edited.Insert(Next(edited.Count + 1), moved);
                    break;
                case 2 when at < edited.Count:
                    edited[at] = new(edited[at].Key, Value(1));
                    break;
                default:
                    if (edited.All(entry => entry.Key != key)) edited.Insert(at, new(key, Value(1)));
                    break;
            }
        }

        return edited;
    }

    /// <summary>The document as text: sometimes as a formatter writes it, sometimes as nobody would.</summary>
    public byte[] Bytes(object document)
    {
        var text = new StringBuilder();
        var wild = Next(3) > 0;
        var newline = Next(2) == 0 ? "\n" : "\r\n";
        if (Next(5) == 0) text.Append('\uFEFF');
        Write(text, document, wild, newline, 0);
        if (Next(2) == 0) text.Append(newline);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private List<KeyValuePair<string, object>> Map(int depth)
    {
        var keys = Enumerable.Range(0, Next(6)).Select(_ => Next(8) == 0 ? "é\"/~" + Next(3) : $"k{Next(12)}").Distinct();
        return [.. keys.Select(key => new KeyValuePair<string, object>(key, Value(depth + 1)))];
    }

    private object Value(int depth) => Next(depth > 2 ? 4 : 7) switch
    {
        0 => Next(2) == 0 ? "true" : "null",
        1 => (long)Next(5),
        2 => (decimal)Next(500) / 100,
        3 => new[] { "", "x", "é/\u2028", "\ud83d\ude00 \t\"\\", "plain text" }[Next(5)].ToCharArray(),
        4 or 5 => Map(depth),
        _ => Enumerable.Range(0, Next(4)).Select(_ => Value(depth + 1)).ToList(),
    };

    private void Write(StringBuilder text, object value, bool wild, string newline, int depth)
    {
        switch (value)
        {
            case List<KeyValuePair<string, object>> map:
                Write(text, '{', '}', map.Count, wild, newline, depth, index =>
                {
                    WriteText(text, map[index].Key, wild);
                    text.Append(wild ? Space(newline) : "").Append(':').Append(wild ? Space(newline) : " ");
                    Write(text, map[index].Value, wild, newline, depth + 1);
                });
                break;
            case List<object> list:
                Write(text, '[', ']', list.Count, wild, newline, depth, index =>
                    Write(text, list[index], wild, newline, depth + 1));
                break;
            case char[] letters:
                WriteText(text, new string(letters), wild);
                break;
            case string word:
                text.Append(word);
                break;
            default:
                text.Append(Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture), wild));
                break;
        }
    }

    private void Write(
        StringBuilder text, char open, char close, int count, bool wild, string newline, int depth, Action<int> item)
    {
        text.Append(open);
        for (var index = 0; index < count; index++)
        {
            if (index > 0) text.Append(',');
            text.Append(wild ? Space(newline) : newline + new string(' ', 2 * (depth + 1)));
            item(index);
        }

        text.Append(wild ? Space(newline) : count == 0 ? "" : newline + new string(' ', 2 * depth)).Append(close);
    }

    private string Space(string newline) => Next(4) switch
    {
        0 => " ",
        1 => newline + "\t",
        2 => "",
        _ => new string(' ', Next(3)),
    };

    private string Number(decimal number, bool wild)
    {
        var plain = number.ToString(CultureInfo.InvariantCulture);
        return wild && Next(3) == 0 ? plain + (plain.Contains('.', StringComparison.Ordinal) ? "0" : ".0") + "e0" : plain;
    }

    private void WriteText(StringBuilder text, string value, bool wild)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            var letters = rune.ToString();
            var plain = letters is not ("\"" or "\\" or "\t") && !(wild && Next(6) == 0);
            if (plain) text.Append(letters);
            else foreach (var letter in letters) text.Append("\\u").Append(Hex(letter));
        }

        text.Append('"');
    }

    private string Hex(char letter) =>
        ((int)letter).ToString(Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture);
}
