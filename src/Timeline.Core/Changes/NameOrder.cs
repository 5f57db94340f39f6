using Timeline.Values;

namespace Timeline.Changes;

/// <summary>The order by name in which people keep a list, where both sides keep one.</summary>
/// <remarks>
/// Evident where in the lists of both sides, of at least four elements, nine of ten neighbours are in order (people
/// sort by rules with exceptions): by number, by text, or by text without regard to case, rising or falling.
/// </remarks>
internal sealed class NameOrder
{
    /// <summary>The fewest elements whose order is no accident.</summary>
    private const int LeastElements = 4;

    /// <summary>One pair of neighbours in so many may be out of order.</summary>
    private const int Tolerance = 10;

    private static readonly Comparison<Value>[] Orders =
    [
        ByNumber,
        (left, right) => ByNumber(right, left),
        (left, right) => ByText(left, right, StringComparison.Ordinal),
        (left, right) => ByText(left, right, StringComparison.OrdinalIgnoreCase),
        (left, right) => ByText(right, left, StringComparison.Ordinal),
        (left, right) => ByText(right, left, StringComparison.OrdinalIgnoreCase),
    ];

    private readonly Comparison<Value> _order;

    private NameOrder(Comparison<Value> order) => _order = order;

    /// <summary>The order that fits both lists best, or null where none is evident.</summary>
    public static NameOrder? Of(ListIdentity identity, Value.List ours, Value.List theirs)
    {
        if (Names(identity, ours) is not { } our || Names(identity, theirs) is not { } their) return null;
        if (our.Length < LeastElements || their.Length < LeastElements || !AreComparable(our, their)) return null;
        NameOrder? best = null;
        var fewest = int.MaxValue;
        foreach (var order in Orders)
        {
            var (one, other) = (Faults(our, order), Faults(their, order));
            if (one * Tolerance > our.Length || other * Tolerance > their.Length || one + other >= fewest) continue;
            (best, fewest) = (new NameOrder(order), one + other);
        }

        return best;
    }

    /// <summary>Whether names rise strictly in this order.</summary>
    public bool Rises(IEnumerable<Value> names)
    {
        Value? previous = null;
        foreach (var name in names)
        {
            if (!AreComparable(name, previous ?? name)) return false;
            if (previous is not null && _order(previous, name) >= 0) return false;
            previous = name;
        }

        return true;
    }

    /// <summary>Things in the order of their names.</summary>
    public IEnumerable<T> Sorted<T>(IEnumerable<T> things, Func<T, Value> name) =>
        things.Order(Comparer<T>.Create((left, right) => _order(name(left), name(right))));

    private static Value[]? Names(ListIdentity identity, Value.List list)
    {
        var names = new Value[list.Count];
        var count = 0;
        foreach (var element in list)
        {
            if (identity.NameOf(element) is not { } name) return null;
            names[count++] = name.Name;
        }

        return names;
    }

    private static bool AreComparable(Value[] ours, Value[] theirs) =>
        ours.All(name => AreComparable(name, ours[0])) && theirs.All(name => AreComparable(name, ours[0]));

    private static bool AreComparable(Value left, Value right) => (left, right) switch
    {
        (Value.Text, Value.Text) => true,
        (Value.Number one, Value.Number other) => one.TryGetDecimal(out _) && other.TryGetDecimal(out _),
        _ => false,
    };

    private static int Faults(Value[] names, Comparison<Value> order)
    {
        var faults = 0;
        for (var i = 1; i < names.Length; i++) faults += order(names[i - 1], names[i]) > 0 ? 1 : 0;
        return faults;
    }

    private static int ByNumber(Value left, Value right) =>
        left is Value.Number one && right is Value.Number other
        && one.TryGetDecimal(out var first) && other.TryGetDecimal(out var second)
            ? first.CompareTo(second)
            : 1;

    private static int ByText(Value left, Value right, StringComparison comparison) =>
        left is Value.Text one && right is Value.Text other
            ? string.Compare(one.Content, other.Content, comparison)
            : 1;
}
