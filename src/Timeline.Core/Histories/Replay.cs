using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.Histories;

/// <summary>Runs histories through functions, from the oldest version, and compares what came of it.</summary>
/// <remarks>With a pure function the same history always gives the same run.</remarks>
public static class Replay
{
    /// <summary>Folds a history into one state.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="seed">The state before the first version.</param>
    /// <param name="next">The state after a version, from the state before it.</param>
    /// <returns>The state after the newest version.</returns>
    public static TState Fold<T, TState>(History<T> history, TState seed, Func<TState, Version<T>, TState> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var state = seed;
        foreach (var version in history.Oldest()) state = next(state, version);
        return state;
    }

    /// <summary>Folds a history and keeps the state after every version.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="seed">The state before the first version.</param>
    /// <param name="next">The state after a version, from the state before it.</param>
    /// <returns>The states, from the oldest version.</returns>
    public static ImmutableArray<ReplayState<TState>> Run<T, TState>(
        History<T> history, TState seed, Func<TState, Version<T>, TState> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var states = ImmutableArray.CreateBuilder<ReplayState<TState>>(history.Count);
        var state = seed;
        foreach (var version in history.Oldest())
        {
            state = next(state, version);
            states.Add(new(version.Index, state));
        }

        return states.MoveToImmutable();
    }

    /// <summary>Feeds every version to a function and keeps what it makes of each.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TState">The type of what is made of a version.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="step">What to make of a version.</param>
    /// <returns>What was made of each, from the oldest version.</returns>
    public static ImmutableArray<ReplayState<TState>> Run<T, TState>(
        History<T> history, Func<Version<T>, TState> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return [.. history.Oldest().Select(version => new ReplayState<TState>(version.Index, step(version)))];
    }

    /// <summary>Folds a history through a function that can refuse a version, and stops where it does.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <typeparam name="TError">The type of the function's errors.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="seed">The state before the first version.</param>
    /// <param name="next">The state after a version, from the state before it; or why there is none.</param>
    /// <returns>
    /// The states, from the oldest version; or which version was refused, why, and the states before it.
    /// </returns>
    public static Either<ReplayFailure<TState, TError>, ImmutableArray<ReplayState<TState>>>
        Attempt<T, TState, TError>(
            History<T> history, TState seed, Func<TState, Version<T>, Either<TError, TState>> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var states = ImmutableArray.CreateBuilder<ReplayState<TState>>(history.Count);
        var state = seed;
        foreach (var version in history.Oldest())
        {
            var outcome = next(state, version);
            if (outcome.IsLeft)
            {
                var error = (TError)outcome;
                return new ReplayFailure<TState, TError>(version.Index, error, states.DrainToImmutable());
            }

            state = (TState)outcome;
            states.Add(new(version.Index, state));
        }

        return states.MoveToImmutable();
    }

    /// <summary>Runs two histories through one function, and finds where they first differ.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="left">One history.</param>
    /// <param name="right">The other history.</param>
    /// <param name="seed">The state before the first version of each.</param>
    /// <param name="next">The state after a version, from the state before it.</param>
    /// <param name="comparer">What makes two states equal; null for their own equality.</param>
    /// <returns>As for two finished runs, but no version after the first difference is fed to the function.</returns>
    /// <remarks>
    /// Both histories are run from the start, shared versions too: one history against itself shows whether the
    /// function is pure.
    /// </remarks>
    public static Option<Divergence<TState>> Compare<T, TState>(
        History<T> left,
        History<T> right,
        TState seed,
        Func<TState, Version<T>, TState> next,
        IEqualityComparer<TState>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(next);
        var (ours, theirs) = (left.Oldest(), right.Oldest());
        var states = comparer ?? EqualityComparer<TState>.Default;
        var (ourState, theirState) = (seed, seed);
        for (var place = 0; place < Math.Max(ours.Length, theirs.Length); place++)
        {
            var ourStep = Step(ours, place, ourState, next);
            var theirStep = Step(theirs, place, theirState, next);
            if (ourStep is not { } our || theirStep is not { } their
                || our.Index != their.Index || !states.Equals(our.State, their.State))
            {
                return new Divergence<TState>(place, Known(ourStep), Known(theirStep));
            }

            (ourState, theirState) = (our.State, their.State);
        }

        return Option<Divergence<TState>>.None;
    }

    /// <summary>Finds where two runs first differ.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="left">One run.</param>
    /// <param name="right">The other run.</param>
    /// <param name="comparer">What makes two states equal; null for their own equality.</param>
    /// <returns>The first place at which index or state differ or one run has ended; none for equal runs.</returns>
    public static Option<Divergence<TState>> Compare<TState>(
        IReadOnlyList<ReplayState<TState>> left,
        IReadOnlyList<ReplayState<TState>> right,
        IEqualityComparer<TState>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var states = comparer ?? EqualityComparer<TState>.Default;
        var shorter = Math.Min(left.Count, right.Count);
        var place = 0;
        while (place < shorter && left[place].Index == right[place].Index
               && states.Equals(left[place].State, right[place].State))
        {
            place++;
        }

        return place == left.Count && place == right.Count
            ? Option<Divergence<TState>>.None
            : new Divergence<TState>(place, At(left, place), At(right, place));
    }

    private static ReplayState<TState>? Step<T, TState>(
        ImmutableArray<Version<T>> line, int place, TState state, Func<TState, Version<T>, TState> next) =>
        place < line.Length ? new(line[place].Index, next(state, line[place])) : null;

    private static Option<ReplayState<TState>> Known<TState>(ReplayState<TState>? step) =>
        step is { } known ? known : Option<ReplayState<TState>>.None;

    private static Option<ReplayState<TState>> At<TState>(IReadOnlyList<ReplayState<TState>> run, int place) =>
        place < run.Count ? run[place] : Option<ReplayState<TState>>.None;
}
