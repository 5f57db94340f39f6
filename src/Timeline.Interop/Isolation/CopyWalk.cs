using System.Diagnostics.CodeAnalysis;

namespace Timeline.Isolation;

/// <summary>One copying of everything that hangs together.</summary>
/// <remarks>
/// What was met is remembered, so that one object has one copy; what is made and not filled stands in a list, so that
/// depth costs no stack. A mutable working space of one thread, which keeps it for the next time.
/// </remarks>
internal sealed class CopyWalk
{
    // A working space that grew larger than this is left to the collector.
    private const int LargestSpare = 1024;

    [ThreadStatic]
    private static CopyWalk? Spare;

    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<(object Original, object Copy, Copier By)> _open = new();
    private readonly List<Refilling> _refillings = [];
    private readonly FirmSearch _firm = new();
    private (Type? Type, Copier By) _last;

    /// <summary>The copy of a value, which is the value itself if nothing in it can change.</summary>
    internal static T Run<T>(T value) => Run(value, static (walk, it) => walk.Whole(it));

    /// <summary>Whether nothing in an object can change.</summary>
    /// <exception cref="IsolationFault">Something in it cannot be copied.</exception>
    internal static bool IsSettled(object it) => Run(it, static (walk, it) =>
        walk.CopierOf(it) is var by && (by.IsKept || (by.IsFirm && walk._firm.IsSettled(it, by, walk))));

    /// <summary>The copy of an object in the whole; its own parts may still be those of the original.</summary>
    [return: NotNullIfNotNull(nameof(original))]
    internal object? Copy(object? original)
    {
        if (original is null) return null;
        var by = CopierOf(original);
        if (by.IsKept) return original;
        if (_copies.TryGetValue(original, out var copy)) return copy;
        if (by.IsFirm && _firm.IsSettled(original, by, this)) return original;
        copy = by.Make(original, this);
        _copies.Add(original, copy);
        if (!by.IsFlat) _open.Push((original, copy, by));
        return copy;
    }

    /// <summary>Meets a part of an object that itself never changes.</summary>
    internal void Visit(object? part)
    {
        if (part is not null && CopierOf(part) is { IsKept: false } by) _firm.Meet(part, by);
    }

    /// <summary>Meets a part that can change.</summary>
    internal void VisitChanging() => _firm.MeetChanging();

    /// <summary>Fills a collection once the keys it goes by are whole.</summary>
    internal void Refill(Refilling refilling) => _refillings.Add(refilling);

    private static TResult Run<T, TResult>(T value, Func<CopyWalk, T, TResult> run)
    {
        var walk = Spare ?? new CopyWalk();
        Spare = null;
        try
        {
            return run(walk, value);
        }
        finally
        {
            if (walk.Clear()) Spare = walk;
        }
    }

    private T Whole<T>(T value)
    {
        if (value is not null && !typeof(T).IsValueType
            && CopierOf(value) is { IsFlat: true, IsFirm: false } by)
        {
            return (T)by.Make(value, this);
        }

        var copy = Part<T>.Copy(value, this);
        while (_open.TryPop(out var it)) it.By.Fill(it.Original, it.Copy, this);
        Refilling.All(_refillings);
        return copy;
    }

    private Copier CopierOf(object it)
    {
        var type = it.GetType();
        if (_last.Type != type) _last = (type, Copiers.Of(type));
        return _last.By;
    }

    private bool Clear()
    {
        var isSmall = _copies.Count <= LargestSpare;
        _copies.Clear();
        _open.Clear();
        _refillings.Clear();
        _firm.Clear();
        return isSmall;
    }
}
