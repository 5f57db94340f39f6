using System.Collections.Immutable;
using System.Text;

namespace Timeline.Tests.Properties.Isolation;

/// <summary>Grows a graph of objects as a tape of numbers says; parts are used again, also while they are growing.</summary>
internal sealed class Grower(int[] tape)
{
    private readonly List<object> _grown = [];
    private int _at;

    /// <summary>A graph whose root can change.</summary>
    public object Grow()
    {
        var root = new Plain { Number = Next() };
        _grown.Add(root);
        while (_at < tape.Length) root.Items.Add(Part(3));
        root.Any = Part(3);
        return root;
    }

    /// <summary>Changes an object, if that can be done.</summary>
    public static void Spoil(object it)
    {
        switch (it)
        {
            case Plain plain:
                plain.Number ^= 1;
                plain.Items.Clear();
                break;
            case Loose loose:
                loose.Number ^= 1;
                break;
            case List<object?> list:
                list.Add("spoilt");
                break;
            case Dictionary<string, object?> dictionary:
                dictionary["spoilt"] = 1;
                break;
            case int[] { Length: > 0 } numbers:
                numbers[0] ^= 1;
                break;
            case object?[] { Length: > 0 } array:
                array[0] = "spoilt";
                break;
            case StringBuilder text:
                text.Append("spoilt");
                break;
            default:
                break;
        }
    }

    private object? Part(int depth)
    {
        var kind = Next() % (depth > 0 ? 16 : 5);
        return kind switch
        {
            0 => null,
            1 => Next(),
            2 => $"{Next()}",
            3 or 4 => _grown[Next() % _grown.Count],
            _ => Made(kind, depth - 1),
        };
    }

    private object Made(int kind, int depth)
    {
        object made = kind switch
        {
            5 => new List<object?>(),
            6 => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase),
            7 => new object?[3],
            8 => new Plain { Number = Next() },
            9 => new Fixed($"{Next()}", Next() % 2 == 0 ? new Fixed("inner", null) : null),
            10 => new Fixed($"{Next()}", new Loose("inner", null) { Number = Next() }),
            11 => new Shell(Part(depth)),
            12 => ImmutableList.Create(Part(depth), Part(depth)),
            13 => ImmutableList.Create(Next(), Next()),
            14 => new StringBuilder($"{Next()}"),
            _ => new Inline { Numbers = [Next(), Next()], Any = Part(depth) },
        };
        if (!made.GetType().IsValueType) _grown.Add(made);
        Fill(made, depth);
        return made;
    }

    private void Fill(object made, int depth)
    {
        switch (made)
        {
            case List<object?> list:
                list.AddRange([Part(depth), Part(depth)]);
                break;
            case Dictionary<string, object?> dictionary:
                dictionary["a"] = Part(depth);
                dictionary["b"] = Part(depth);
                break;
            case object?[] array:
                array[0] = Part(depth);
                array[1] = Part(depth);
                break;
            case Plain plain:
                plain.Any = Part(depth);
                plain.Next = _grown.OfType<Plain>().ElementAt(Next() % _grown.OfType<Plain>().Count());
                plain.Fixed = _grown.OfType<Fixed>().LastOrDefault();
                plain.Inline = new Inline { Numbers = [Next()], Any = Part(depth) };
                break;
            default:
                break;
        }
    }

    private int Next() => _at < tape.Length ? tape[_at++] & int.MaxValue : 0;
}
