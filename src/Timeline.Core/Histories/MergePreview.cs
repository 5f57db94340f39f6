using LanguageExt;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Histories;

/// <summary>What merging two histories would come to: to be looked at, resolved and then committed.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>Nothing is done until <see cref="Commit"/>. Immutable and safe to share between threads.</remarks>
public sealed class MergePreview<T>
{
    private readonly MergeOutcome _situation;

    // Null where there are no changes on both sides.
    private readonly MergeResult<T>? _result;

    // That a conflict was to be resolved where there are none, for want of changes on both sides.
    private readonly TimelineError? _misdirected;

    internal MergePreview(
        History<T> ours,
        History<T> theirs,
        MergeOutcome situation,
        MergeResult<T>? result,
        TimelineError? misdirected = null)
    {
        Ours = ours;
        Theirs = theirs;
        _situation = situation;
        _result = result;
        _misdirected = misdirected;
    }

    /// <summary>The history merged into.</summary>
    public History<T> Ours { get; }

    /// <summary>The history merged.</summary>
    public History<T> Theirs { get; }

    /// <summary>What <see cref="Commit"/> would do.</summary>
    public MergeOutcome Outcome =>
        _misdirected is not null || _result is { IsResolved: false } ? MergeOutcome.Conflicted : _situation;

    /// <summary>All conflicts that were met, decided or not.</summary>
    public IReadOnlyList<Conflict> Conflicts => _result?.Conflicts ?? [];

    /// <summary>Those of them that are not decided.</summary>
    public IReadOnlyList<Conflict> OpenConflicts => _result?.OpenConflicts ?? [];

    /// <summary>
    /// Why the merge could not be worked out, or that a conflict was to be resolved where there is none; null as a
    /// rule.
    /// </summary>
    public TimelineError? Error => _misdirected ?? _result?.Error;

    /// <summary>This preview with one conflict decided.</summary>
    /// <param name="conflict">The conflict.</param>
    /// <param name="decision">How it is decided.</param>
    /// <returns>The new preview; see <see cref="MergeResult{T}.Resolve(Conflict, MergeDecision)"/>.</returns>
    public MergePreview<T> Resolve(Conflict conflict, MergeDecision decision) =>
        With(_result?.Resolve(conflict, decision));

    /// <summary>This preview with the conflicts at a path decided.</summary>
    /// <param name="path">The path of the conflicts, as they say it themselves.</param>
    /// <param name="decision">How they are decided.</param>
    /// <returns>
    /// The new preview. If no conflict is there, its <see cref="Error"/> is
    /// <see cref="TimelineError.ConflictMissing"/> (or stays what it is) and nothing is committed.
    /// </returns>
    public MergePreview<T> Resolve(ValuePath path, MergeDecision decision)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _result is not null ? With(_result.Resolve(path, decision))
            : _misdirected is not null ? this
            : new(Ours, Theirs, _situation, null, TimelineError.ConflictMissing.Of(path, []));
    }

    /// <summary>This preview with the conflicts at a path that stands in a program decided.</summary>
    /// <param name="path">The path of the conflicts, as <see cref="ValuePath.Of"/> reads it.</param>
    /// <param name="decision">How they are decided.</param>
    /// <returns>As with the path itself.</returns>
    /// <exception cref="ArgumentException">The text is no path; the message says why.</exception>
    public MergePreview<T> Resolve(string path, MergeDecision decision) => Resolve(ValuePath.Of(path), decision);

    /// <summary>This preview with another policy for what has not been resolved one by one.</summary>
    /// <param name="policy">The policy, in place of the one before.</param>
    /// <returns>The new preview.</returns>
    public MergePreview<T> ResolveRest(MergePolicy policy) => With(_result?.ResolveRest(policy));

    /// <summary>The history after the merge.</summary>
    /// <param name="stamp">When, by whom; without a label the label is <c>merge</c>.</param>
    /// <returns>
    /// By <see cref="Outcome"/>: ours as it is; theirs as it is; ours with one more version that has both heads for
    /// parents; or the error that says what is open (<see cref="TimelineError.MergeOpen"/>) or why the policy could
    /// not decide (<see cref="TimelineError.MergePolicyFailed"/>), or what <see cref="Error"/> says.
    /// </returns>
    public Either<TimelineError, History<T>> Commit(Stamp stamp)
    {
        if (_misdirected is { } error) return error;
        if (_result is null) return _situation == MergeOutcome.UpToDate ? Ours : Theirs;
        return _result.ToValue().Map(value => Ours.Merge(Theirs, value, stamp.WithDefaultLabel(History.MergeLabel)));
    }

    /// <summary>The outcome and how many conflicts are open.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => _result is null ? $"{Outcome}" : $"{Outcome}, {_result}";

    private MergePreview<T> With(MergeResult<T>? result) =>
        ReferenceEquals(result, _result) ? this : new(Ours, Theirs, _situation, result);
}
