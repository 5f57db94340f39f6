using Timeline.Tracking;

namespace Timeline.Tests.Properties.Navigating;

/// <summary>Makes plots, paths and values of a row of numbers, so that they shrink with it.</summary>
internal sealed class Gardener(int[] tape)
{
    private static readonly string[] Members =
    [
        "Number", "Next", "Any", "Pair", "Items", "Map", "Inner", "Left", "Right", "Name", "X", "Y", "Text", "When", "Maybe",
        "Held", "Numbers", "Field", "Long", "Double", "Decimal", "Kept", "Loose", "List", "Count", "Throwing", "a", "b",
        "Missing", "Length",
    ];

    private static readonly string[] Keys = ["a", "b"];

    private int _at;

    public Plot Plot(int depth = 3)
    {
        var plot = new Plot
        {
            Number = Next(4),
            Field = Next(3),
            Long = Next(3),
            Double = Next(3) / 2.0,
            Decimal = Next(3),
            Text = Text(),
            When = new DateTimeOffset(2026, 1, 1 + Next(2), 12, 0, 0, TimeSpan.FromHours(Next(2))),
            Maybe = Next(3) is > 0 and var number ? number : null,
            Pair = Pair(),
            Loose = new Loose(Next(2) == 0 ? null : [1], Next(2)),
            Numbers = [.. Enumerable.Range(0, Next(3))],
        };
        if (depth == 0) return plot;
        if (Next(2) > 0) plot.Next = Plot(depth - 1);
        if (Next(3) == 0) plot.Held = Plot(depth - 1);
        plot.Any = Any(depth - 1);
        foreach (var key in Keys.Take(Next(3))) plot.Map[key] = Any(depth - 1);
        for (var i = Next(3); i > 0; i--) plot.Items.Add(Any(depth - 1));
        return plot;
    }

    public object? Any(int depth) => Next(10) switch
    {
        0 => null,
        1 => Next(3),
        2 => Text(),
        3 => Pair(),
        4 => new List<object?> { Next(3), Pair() },
        5 => Next(3) / 2.0,
        6 => (long)Next(3),
        7 => 0.1m * Next(3),
        8 => new Loose([1], 2),
        _ => depth > 0 ? Plot(depth - 1) : true,
    };

    public PathStep[] Path() => [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => Step())];

    private PathStep Step() => Next(12) switch
    {
        0 => PathStep.At(Next(3)),
        1 => PathStep.Call("Follow"),
        2 => PathStep.Call(Next(2) == 0 ? "Sum" : "ToString"),
        < 6 => PathStep.Member("Next"),
        _ => PathStep.Member(Members[Next(Members.Length)]),
    };

    private Pair Pair() => new()
    {
        Left = (byte)Next(2),
        Right = Next(2),
        Name = Text(),
        Inner = new Inner((short)Next(2), Next(2)),
    };

    // Made anew each time: an equal text is often another object.
    private string? Text() => Next(3) is > 0 and var length ? new string('t', length) : null;

    private int Next(int below) => _at < tape.Length ? (int)((uint)tape[_at++] % (uint)below) : 0;
}
