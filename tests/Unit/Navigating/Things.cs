using System.Text.Json.Serialization;
using LanguageExt;
using Microsoft.FSharp.Core;

namespace Timeline.Tests.Unit.Navigating;

internal class Base
{
    public string Inherited { get; set; } = "inherited";

    public virtual string Overridden => "base";
}

internal sealed class Thing : Base
{
    public readonly int Fixed = 7;
    public int Field = 5;
    public Spot SpotField = new(new Point(1, 2), "field");

    public int Number { get; set; } = 1;

    public long Long { get; set; }

    public double Double { get; set; }

    public decimal Decimal { get; set; }

    public int? Maybe { get; set; }

    public string Name { get; set; } = "thing";

    public string? Nickname { get; set; }

    public Colour Colour { get; set; }

    public Thing? Next { get; set; }

    public object? Any { get; set; }

    public Point Point { get; set; } = new(3, 4);

    public Spot Spot { get; set; } = new(new Point(5, 6), "spot");

    public Spot Fast { get; } = new(new Point(7, 8), "fast");

    public Point? MaybePoint { get; set; }

    public Option<Thing> Held { get; set; }

    public Option<Point> HeldPoint { get; set; }

    public FSharpOption<Thing>? FSharp { get; set; }

    public FSharpOption<int>? FSharpNumber { get; set; }

    public FSharpValueOption<Point> FSharpPoint { get; set; }

    [JsonPropertyName("in_json")]
    public string Renamed { get; set; } = "renamed";

    public int OnlyRead => 3;

    public int OnlyWritten
    {
        set => Number = value;
    }

    public int Initialized { get; init; } = 4;

    public string PrivatelySet { get; private set; } = "private";

    public int Throwing
    {
        get => throw new InvalidOperationException("not today");
        set => throw new InvalidOperationException($"not {value}");
    }

    public override string Overridden => "thing";

    public List<object?> Heard { get; } = [];

    public string Greet() => $"hello {Name}";

    public Thing Self() => this;

    public int Optional(int one = 2, string text = "ab", Colour colour = Colour.Green) =>
        one + text.Length + (int)colour;

    public int Sum(params int[] numbers) => numbers.Sum();

    public void Silent() => Heard.Add("silent");

    public int Needing(int one, int two) => one + two;

    public string Fail() => throw new NotSupportedException("never");

    public void Hear(int number) => Heard.Add(number);

    public void Hear(string text) => Heard.Add(text);

    public void Hear(object? any) => Heard.Add($"any {any}");

    public void Long1(long number) => Heard.Add(number);

    public void All(params long[] numbers) => Heard.Add(numbers);

    public void Refuse(int number) => throw new NotSupportedException($"not {number}");
}

internal enum Colour
{
    Red,
    Green,
}

internal readonly record struct Point(int X, int Y);

internal record struct Spot(Point Inner, string Text)
{
    public int Count { get; set; }

    public void Rename(string text) => Text = text;
}
