using Timeline.ChangeLogs;

namespace Timeline.ChangeObservers;

/// <summary>Passes on the entries that are wanted.</summary>
/// <remarks>Law: what it passes on is what <see cref="ChangeFilter.IsWanted"/> says, in order. As safe to call from any
/// thread as what it passes entries on to, which it does not dispose of.</remarks>
public sealed class FilteredObserver : IObserver<ChangeEntry>
{
    /// <summary>A filter before an observer.</summary>
    /// <param name="inner">Who hears the entries that are wanted.</param>
    /// <param name="filter">Which are.</param>
    public FilteredObserver(IObserver<ChangeEntry> inner, ChangeFilter filter)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(filter);
        Inner = inner;
        Filter = filter;
    }

    /// <summary>Who hears the entries that are wanted.</summary>
    public IObserver<ChangeEntry> Inner { get; }

    /// <summary>Which are wanted.</summary>
    public ChangeFilter Filter { get; }

    /// <summary>Passes an entry on if it is wanted. O(steps of the path × what the filter says).</summary>
    /// <param name="value">The entry.</param>
    public void OnNext(ChangeEntry value)
    {
        if (Filter.IsWanted(value)) Inner.OnNext(value);
    }

    /// <summary>Passes it on.</summary>
    public void OnCompleted() => Inner.OnCompleted();

    /// <summary>Passes it on.</summary>
    /// <param name="error">What ended the source.</param>
    public void OnError(Exception error) => Inner.OnError(error);
}
