using Timeline.Admission;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Isolation;
using Timeline.Persisting;

namespace Timeline.Watching;

/// <summary>How a variable is watched. The default asks nothing of a value and remembers everything.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>Immutable and safe to share between variables and threads.</remarks>
public sealed record WatchOptions<T>
{
    /// <summary>What is asked of every value, the first included.</summary>
    public IReadOnlyList<Rule<T>> Rules { get; init; } = [];

    /// <summary>What a value becomes on its way in, in this order, and becomes again on its way out.</summary>
    public IReadOnlyList<Interceptor<T>> Interceptors { get; init; } = [];

    /// <summary>How what is remembered is kept from being changed from outside; by default by what T is.</summary>
    public Isolation<T> Isolation { get; init; } = Isolation<T>.Automatic;

    /// <summary>Who hears of every version but the first, as <see cref="Watched{T}.OnChange"/> does.</summary>
    public IReadOnlyList<Action<Watched<T>, Version<T>>> Listeners { get; init; } = [];

    /// <summary>
    /// Whether setting a value that equals the one there makes no version; by default it does, as in an audit trail.
    /// </summary>
    public bool SkipUnchanged { get; init; }

    /// <summary>What "equals" means to <see cref="SkipUnchanged"/>; null for the type's own equality.</summary>
    public IEqualityComparer<T>? Comparer { get; init; }

    /// <summary>Which versions are kept; null for all. See <see cref="Watched{T}.Prune"/> for when it is
    /// applied.</summary>
    public Retention? Retention { get; init; }

    /// <summary>
    /// Where the history is kept, so that it goes on where it was when the program is started again; null for what the
    /// registry says. It is read, and begun where there is none, when the variable is watched.
    /// </summary>
    public JournalOptions? Journal { get; init; }

    /// <summary>How values are looked into by differences, blame and merges; null for the default.</summary>
    public ObjectDiffOptions? Comparison { get; init; }

    /// <summary>What else a value has to agree with, seen beside the one it follows; null for nothing.</summary>
    internal ITerms<T>? Terms { get; init; }
}
