using System.Collections.Immutable;

namespace Timeline.Tests.Properties.ChangeTracking;

/// <summary>Objects of a program that knows nothing of trackers, and what may happen to them.</summary>
internal sealed class World
{
    private static readonly string?[] Texts = [null, "", "a", "b"];

    public World()
    {
        Nodes = [.. Enumerable.Range(0, 4).Select(_ => new Node())];
        foreach (var (i, it) in Nodes.Index())
        {
            it.Next = Nodes[^(i + 1)];
            it.Nodes.AddRange(Nodes[1..]);
            it.Any = new List<object?> { i, it, new[] { "x", null } };
            it.Twig = new Twig("t", [new Leaf(i)]);
        }
    }

    public Node[] Nodes { get; }

    public static string[] Paths { get; } =
    [
        "Number", "Text", "Next", "Next.Number", "Next.Next.Text", "Numbers", "Numbers.1", "Nodes", "Nodes.0", "Nodes.0.Number",
        "Map.a", "Map.b", "Any", "Any.Number", "Any.0", "Twig", "Twig.Leaves", "Twig.Leaves.0.Number", "Twig.Name", "Count()", "Nowhere", "",
    ];

    public object? Something(Random random) => random.Next(10) switch
    {
        0 => null,
        1 => random.Next(3),
        2 => Texts[random.Next(Texts.Length)],
        3 => Any(random),
        4 or 9 => new List<object?> { random.Next(2), Any(random), new[] { "x", Texts[random.Next(4)] } },
        5 => Grown(random),
        6 => ImmutableDictionary<string, int>.Empty.Add(random.Next(2) == 0 ? "obj" : "other", random.Next(3)),
        7 => new Pair(random.Next(2), random.Next(2)),
        _ => random.NextDouble() < 0.5,
    };

    public void Happen(Random random)
    {
        var it = random.Next(2) == 0 ? Nodes[0] : Any(random);
        switch (random.Next(15))
        {
            case 12 when it.Nodes.Count > 0: it.Nodes[random.Next(it.Nodes.Count)] = Any(random); break;
            case 13 when it.Numbers.Count > 0: it.Numbers[random.Next(it.Numbers.Count)] = random.Next(3); break;
            case 14 when it.Any is List<object?> list:
                if (list[^1] is string?[] texts && random.Next(2) == 0) texts[random.Next(2)] = Texts[random.Next(Texts.Length)];
                else list[random.Next(2)] = random.Next(2) == 0 ? random.Next(2) : Any(random);
                break;
            case 0: it.Number = random.Next(3); break;
            case 1: it.Text = Texts[random.Next(Texts.Length)]; break;
            case 2: it.Next = random.Next(4) == 0 ? null : Any(random); break;
            case 3: it.Numbers.Add(random.Next(3)); break;
            case 4: it.Numbers.Clear(); break;
            case 5: it.Numbers = [1, 2]; break;
            case 6: it.Nodes.Insert(0, Any(random)); break;
            case 7: it.Nodes.Clear(); break;
            case 8: it.Map[random.Next(2) == 0 ? "a" : "b"] = Something(random); break;
            case 9: it.Map.Clear(); break;
            case 10: it.Any = Something(random); break;
            default: it.Twig = random.Next(4) == 0 ? null : Regrown(it.Twig, random); break;
        }
    }

    private static Twig Regrown(Twig? twig, Random random) => twig is not null && random.Next(2) == 0
        ? twig with { Leaves = twig.Leaves.Add(new Leaf(random.Next(3))) }
        : Grown(random);

    private static Twig Grown(Random random) =>
        new(Texts[random.Next(Texts.Length)], [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Leaf(random.Next(2)))]);

    private Node Any(Random random) => Nodes[random.Next(Nodes.Length)];

    internal sealed class Node
    {
        public int Number { get; set; }

        public string? Text { get; set; }

        public Node? Next { get; set; }

        public List<int> Numbers { get; set; } = [];

        public List<Node> Nodes { get; } = [];

        public Dictionary<string, object?> Map { get; } = [];

        public object? Any { get; set; }

        public Twig? Twig { get; set; }

        public int Count() => Numbers.Count;
    }

    internal sealed record Leaf(int Number);

    internal sealed record Twig(string? Name, ImmutableList<Leaf> Leaves);

    internal readonly record struct Pair(int Left, int Right);
}
