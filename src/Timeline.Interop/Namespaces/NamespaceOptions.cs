using Timeline.Admission;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Isolation;
using Timeline.Persisting;

namespace Timeline.Namespaces;

/// <summary>How a namespace is watched. The default asks nothing of a value and remembers everything.</summary>
/// <remarks>Immutable and safe to share between namespaces and threads.</remarks>
public sealed record NamespaceOptions
{
    /// <summary>What is asked of every value of every key. None may be asynchronous.</summary>
    public IReadOnlyList<Rule<object?>> Rules { get; init; } = [];

    /// <summary>How values of keys that are not declared are kept from being changed from outside; by default by the
    /// type that each of them is of.</summary>
    public Isolation<object?> Isolation { get; init; } = Isolation<object?>.Automatic;

    /// <summary>Who hears of every change of a key, as <see cref="WatchedNamespace.OnChange"/> does.</summary>
    public IReadOnlyList<Action<WatchedNamespace, KeyChange>> Listeners { get; init; } = [];

    /// <summary>Which versions of the whole are kept, and with them of the keys; null for all.</summary>
    public Retention? Retention { get; init; }

    /// <summary>
    /// Where the history is kept, so that it goes on where it was when the program is started again; null for what the
    /// registry says. A change costs O(n) over the keys then.
    /// </summary>
    public JournalOptions? Journal { get; init; }

    /// <summary>How values are looked into by paths, differences and blame; null for the default.</summary>
    public ObjectDiffOptions? Comparison { get; init; }
}
