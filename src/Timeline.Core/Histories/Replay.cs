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

    private static Option<ReplayState<TState>> At<TState>(IReadOnlyList<ReplayState<TState>> run, int place) =>
        place < run.Count ? run[place] : Option<ReplayState<TState>>.None;
}
