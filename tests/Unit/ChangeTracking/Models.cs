using System.Collections.Immutable;

namespace Timeline.Tests.Unit.ChangeTracking;

internal sealed class Address
{
    public string? City { get; set; } = "Boston";

    public string Fixed => "always";

    public string Broken => throw new InvalidOperationException("broken getter");
}

internal sealed class Person
{
    public string Name { get; set; } = "Alice";

    public int Age { get; set; } = 30;

    public Address? Address { get; set; } = new();

    public List<Person> Friends { get; } = [];

    public List<int> Scores { get; set; } = [1, 2, 3];

    public string[] Tags { get; set; } = ["a", "b"];

    public Dictionary<string, object?> Data { get; } = [];

    public Settings Settings { get; set; } = new("dark", 12, []);

    public Point Place { get; set; } = new(1, 2);

    public int Calls { get; private set; }

    public string Greeting() => $"hello {Name}";

    public void Rename(string name) => Name = name;

    public void Poke() => Calls++;

    public string Whine() => throw new InvalidOperationException("no");
}

internal sealed record Settings(string Theme, int Size, ImmutableList<Choice> Choices);

internal sealed record Choice(string Name, int Value);

internal readonly record struct Point(int X, int Y);
