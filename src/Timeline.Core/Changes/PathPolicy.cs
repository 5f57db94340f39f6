using Timeline.Values;

namespace Timeline.Changes;

/// <summary>A policy for the conflicts at some paths.</summary>
/// <param name="Pattern">The paths: those of the conflicts, not of what lies under them.</param>
/// <param name="Policy">How a conflict there is decided.</param>
public sealed record PathPolicy(PathPattern Pattern, MergePolicy Policy)
{
    /// <summary>A policy for the conflicts at the paths of a pattern that is written out.</summary>
    /// <param name="pattern">For example <c>/items/*/price</c> or <c>/counters/**</c>.</param>
    /// <param name="policy">How a conflict there is decided.</param>
    /// <exception cref="ArgumentException">The text is no pattern; the message says why.</exception>
    public PathPolicy(string pattern, MergePolicy policy)
        : this(PathPattern.Of(pattern), policy)
    {
    }
}
