using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// What a merge gives: a preview that can be resolved, conflict by conflict, until it is the merged value.
/// </summary>
/// <typeparam name="T">The type of what was merged.</typeparam>
/// <remarks>
/// <para>Go on with <see cref="ToValue"/>, which is an error until every conflict is decided; <see cref="Value"/> does
/// not tell a merge from the base that stands in for one.</para>
/// <para>Laws: resolving every conflict as ours gives what merging with <see cref="MergePolicy.Ours"/> gives, and so
/// for theirs; the order of resolving does not matter. Immutable and safe to share between threads, as far as what was
/// merged is.</para>
/// </remarks>
public sealed class MergeResult<T>
{
    private readonly Func<MergeRun, Merged<T>> _merge;
    private readonly MergeRun _run;

    internal MergeResult(Func<MergeRun, Merged<T>> merge, MergeRun run)
    {
        (_merge, _run) = (merge, run);
        var merged = merge(run);
        (Value, Error) = (merged.Value, merged.Error);
        (Conflicts, OpenConflicts) = (merged.Conflicts, merged.Open);
    }

    /// <summary>
    /// The merge, if <see cref="IsResolved"/>; else the base, unchanged, with the changes of neither side.
    /// </summary>
    /// <remarks><see cref="ToValue"/> gives the same, or says why it is not the merge.</remarks>
    public T Value { get; }

    /// <summary>All conflicts that were met, decided or not, in the order of the walk.</summary>
    public IReadOnlyList<Conflict> Conflicts { get; }

    /// <summary>Those of them that are not decided.</summary>
    public IReadOnlyList<Conflict> OpenConflicts { get; }

    /// <summary>How many of them are not decided.</summary>
    public int Open => OpenConflicts.Count;

    /// <summary>
    /// Why the merge could not be worked out, or that a conflict was to be resolved where there is none; null as a
    /// rule. Then there is no partial result.
    /// </summary>
    public TimelineError? Error { get; }

    /// <summary>Whether every conflict (there may have been none) is decided, so that the value is the merge.</summary>
    public bool IsResolved => Error is null && Open == 0;

    /// <summary>The merged value to go on with.</summary>
    /// <returns>
    /// The value, or <see cref="TimelineError.MergeOpen"/>, or why the merge could not be worked out:
    /// <see cref="TimelineError.MergePolicyFailed"/>; of objects also <see cref="TimelineError.ObjectUnreadable"/>, or
    /// <see cref="TimelineError.ObjectUnwritable"/> for a decision that does not fit their type; or
    /// <see cref="TimelineError.ConflictMissing"/>, if one was to be resolved where there is none.
    /// </returns>
    public Either<TimelineError, T> ToValue()
    {
        if (Error is { } error) return error;
        if (Open == 0 && Value is null) return ObjectFault.Nothing(typeof(T)).ToUnwritable();
        return Open == 0 ? Value : new TimelineError.MergeOpen(Open, OpenConflicts[0].Path.ToString());
    }

    /// <summary>
    /// This merge with one conflict decided; what the policy or an earlier call said of it is overruled.
    /// </summary>
    /// <param name="conflict">The conflict. One that this merge does not meet is remembered, in case it will.</param>
    /// <param name="decision">How it is decided.</param>
    /// <returns>The new result, in which conflicts that hung on this one may have gone or come.</returns>
    /// <remarks>Cost: that of the merge.</remarks>
    public MergeResult<T> Resolve(Conflict conflict, MergeDecision decision)
    {
        ArgumentNullException.ThrowIfNull(conflict);
        return new(_merge, _run with { Resolutions = _run.Resolutions.Set(conflict, decision) });
    }

    /// <summary>This merge with the conflicts at a path decided.</summary>
    /// <param name="path">The path of the conflicts, as they say it themselves.</param>
    /// <param name="decision">How they are decided.</param>
    /// <returns>
    /// The new result. If no conflict is there, its <see cref="Error"/> is
    /// <see cref="TimelineError.ConflictMissing"/> (or stays what it is) and remains so whatever else is resolved: a
    /// path that was mistyped is told, not passed over.
    /// </returns>
    /// <remarks>
    /// Deciding one conflict may make another go; to decide those of which that is not known, take them from
    /// <see cref="OpenConflicts"/>.
    /// </remarks>
    public MergeResult<T> Resolve(ValuePath path, MergeDecision decision)
    {
        ArgumentNullException.ThrowIfNull(path);
        var resolutions = _run.Resolutions;
        foreach (var conflict in Conflicts)
        {
            if (conflict.Path == path) resolutions = resolutions.Set(conflict, decision);
        }

        return Conflicts.Any(conflict => conflict.Path == path)
            ? new(_merge, _run with { Resolutions = resolutions })
            : Error is not null ? this
            : new(_merge, _run with { Misdirected = TimelineError.ConflictMissing.Of(path, Conflicts) });
    }

    /// <summary>This merge with the conflicts at a path that stands in a program decided.</summary>
    /// <param name="path">The path of the conflicts, as <see cref="ValuePath.Of"/> reads it.</param>
    /// <param name="decision">How they are decided.</param>
    /// <returns>As with the path itself.</returns>
    /// <exception cref="ArgumentException">The text is no path; the message says why.</exception>
    public MergeResult<T> Resolve(string path, MergeDecision decision) => Resolve(ValuePath.Of(path), decision);

    /// <summary>This merge with another policy for what has not been resolved one by one.</summary>
    /// <param name="policy">The policy, in place of the one before.</param>
    /// <returns>The new result.</returns>
    public MergeResult<T> ResolveRest(MergePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(_merge, _run with { Policy = policy });
    }

    /// <summary>How many conflicts there are, and how many of them are open.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() =>
        Error?.Message ?? FormattableString.Invariant($"{Conflicts.Count} conflicts, {Open} open");
}
