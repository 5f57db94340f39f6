
namespace Timeline.Tests.Properties.Isolation;

/// <summary>Never changes, though others may derive from it.</summary>
internal record Fixed(string Name, Fixed? Next);

/// <summary>Changes, in the place of one that does not.</summary>
internal sealed record Loose(string Name, Fixed? Next) : Fixed(Name, Next)
{
    public int Number { get; set; }
}

/// <summary>Is set once, and holds whatever it is given.</summary>
internal sealed record Shell(object? Held);

/// <summary>A class with fields of every kind.</summary>
internal sealed class Plain
{
    private readonly List<object?> _items = [];

    public int Number { get; set; }

    public object? Any { get; set; }

    public Plain? Next { get; set; }

    public Fixed? Fixed { get; set; }

    public Inline Inline { get; set; }

    public IList<object?> Items => _items;
}

/// <summary>A struct with something in it that changes.</summary>
internal struct Inline
{
    public int[]? Numbers { get; set; }

    public object? Any { get; set; }
}
