using System.Globalization;
using Timeline.Tracking;

namespace Timeline.Tests.Properties.Tracking;

/// <summary>Something in a program that changes while it is watched.</summary>
internal abstract class Node
{
    /// <summary>What it holds by name.</summary>
    public abstract IReadOnlyDictionary<string, Node?> Kids { get; }

    /// <summary>Whether nothing in it can ever change.</summary>
    public abstract bool IsFrozen { get; }

    /// <summary>What a client sees of it where it stands in something else.</summary>
    public abstract string Json { get; }

    /// <summary>What a client sees of it at a variable.</summary>
    public virtual string Shown => Json;

    /// <summary>What its capture is only good for as long as it stays the same.</summary>
    public virtual object? Content => this;
}

/// <summary>A number: it never changes.</summary>
internal sealed class Leaf(int number) : Node
{
    public override IReadOnlyDictionary<string, Node?> Kids { get; } = new Dictionary<string, Node?>();

    public override bool IsFrozen => true;

    public override string Json => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A record: what it holds stays, but may itself change.</summary>
internal sealed class Fixed(IReadOnlyDictionary<string, Node?> kids) : Node
{
    public override IReadOnlyDictionary<string, Node?> Kids { get; } = kids;

    public override bool IsFrozen { get; } = kids.Values.All(kid => kid is null || kid.IsFrozen);

    public override string Json =>
        $"{{{string.Join(',', Kids.OrderBy(kid => kid.Key).Select(kid => $"\"{kid.Key}\":{kid.Value?.Json ?? "null"}"))}}}";
}

/// <summary>An object with an identity, of which a client sees nothing else.</summary>
internal class Living(int id, Dictionary<string, Node?> kids) : Node
{
    public Dictionary<string, Node?> Held { get; } = kids;

    /// <summary>Whether its getters throw.</summary>
    public bool IsBroken { get; set; }

    public override IReadOnlyDictionary<string, Node?> Kids => Held;

    public override bool IsFrozen => false;

    public override string Json => $"{{\"obj\":{id}}}";
}

/// <summary>An object whose content a client sees.</summary>
internal sealed class Cell(int id, Node? content) : Living(id, [])
{
    public Node? Value { get; set; } = content;

    public override IReadOnlyDictionary<string, Node?> Kids => Value?.Kids ?? new Dictionary<string, Node?>();

    public override string Shown => Value?.Json ?? "null";

    public override object? Content => Value;
}

/// <summary>The objects of a program, made and changed by numbers.</summary>
internal sealed class World
{
    private static readonly string[] Names = ["a", "b", "0"];

    public List<Living> All { get; } = [];

    /// <summary>What the method that everything has gives; nothing if it throws.</summary>
    public Node? Method { get; private set; }

    /// <summary>Something of any kind, or of that which never changes, and holds much of either.</summary>
    public Node? Make(int number) => number % 2 == 0 ? Made(new Random(number), 3) : Frozen(new Random(number), 2);

    public void Change(int which, int how)
    {
        if (how % 5 == 0) Method = how % 3 == 0 ? null : Make(how) ?? new Leaf(how % 3);
        if (All.Count == 0) return;
        var living = All[which % All.Count];
        if (how % 11 == 0) living.IsBroken = !living.IsBroken;
        else if (living is Cell cell) cell.Value = Make(how);
        else if (how % 7 == 0) living.Held.Remove(Names[which % 3]);
        else living.Held[Names[how % 3]] = how % 4 == 0 ? All[how % All.Count] : Make(how);
    }

    /// <summary>What a path leads to, or what kind of error.</summary>
    public (Node? Node, TrackingFault? Fault) Follow(Node? node, ReadOnlySpan<PathStep> steps)
    {
        foreach (var step in steps)
        {
            if (node is null) return (null, TrackingFault.NilPath);
            if (step.Kind is PathStepKind.Call or PathStepKind.CallWith)
            {
                if (Method is null || step.Kind == PathStepKind.CallWith) return (null, TrackingFault.BadCall);
                node = Method;
                continue;
            }

            if (node is Living { IsBroken: true }) return (null, TrackingFault.Path);
            if (!node.Kids.TryGetValue(step.Name, out var kid)) return (null, TrackingFault.Path);
            node = kid;
        }

        return (node, null);
    }

    private Node? Made(Random random, int depth)
    {
        var kind = depth == 0 ? random.Next(2) : random.Next(7);
        if (kind == 0) return random.Next(3) == 0 ? null : new Leaf(random.Next(3));
        if (kind == 1) return new Leaf(random.Next(3));
        if (kind == 2) return Kept(new Cell(All.Count, Made(random, depth - 1)));
        var kids = new Dictionary<string, Node?>();
        foreach (var name in Names)
        {
            if (random.Next(4) > 0) kids[name] = Made(random, depth - 1);
        }

        return kind <= 4 ? new Fixed(kids) : Kept(new Living(All.Count, kids));
    }

    private static Node? Frozen(Random random, int depth) => depth == 0
        ? random.Next(8) == 0 ? null : new Leaf(random.Next(3))
        : new Fixed(Names.Where(_ => random.Next(6) > 0).ToDictionary(name => name, _ => Frozen(random, random.Next(depth))));

    private Living Kept(Living living)
    {
        All.Add(living);
        return living;
    }
}
