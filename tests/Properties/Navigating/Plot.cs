using LanguageExt;

namespace Timeline.Tests.Properties.Navigating;

/// <summary>An object that holds what paths can lead through.</summary>
internal sealed class Plot
{
    public int Field;

    public int Number { get; set; }

    public long Long { get; set; }

    public double Double { get; set; }

    public decimal Decimal { get; set; }

    public string? Text { get; set; }

    public DateTimeOffset When { get; set; }

    public int? Maybe { get; set; }

    public Pair Pair { get; set; }

    public Pair Kept { get; } = new() { Left = 1 };

    public Loose Loose { get; set; }

    public object? Any { get; set; }

    public Plot? Next { get; set; }

    public Option<Plot> Held { get; set; }

    public IList<object?> Items { get; set; } = [];

    public Dictionary<string, object?> Map { get; } = [];

    public int[] Numbers { get; set; } = [];

    public int Throwing => Number > 0 ? Number : throw new InvalidOperationException("not positive");

    public Plot? Follow() => Next;

    public int Sum() => Numbers.Sum();

    public override string ToString() =>
        $"{Field} {Number} {Long} {Double:R} {Decimal} {Text} {When:O} {Maybe} {Pair} {Kept} {Loose} {Told(Any)} {Told(Next)} "
        + $"{Held} [{string.Join(',', Items.Select(Told))}] [{string.Join(',', Map.Select(it => $"{it.Key}:{Told(it.Value)}"))}] "
        + string.Join(',', Numbers);

    private static string Told(object? part) => part switch
    {
        null => "null",
        IList<object?> list => $"[{string.Join(',', list.Select(Told))}]",
        _ => $"{part.GetType().Name}({part})",
    };
}

/// <summary>A struct that never changes where it is, with a gap between its fields.</summary>
internal record struct Pair
{
    public byte Left { get; set; }

    public double Right;

    public string? Name { get; set; }

    public Inner Inner { get; set; }
}

/// <summary>A struct in a struct.</summary>
internal record struct Inner(short X, long Y);

/// <summary>A struct that holds what can change.</summary>
internal record struct Loose(List<int>? List, int Count);
