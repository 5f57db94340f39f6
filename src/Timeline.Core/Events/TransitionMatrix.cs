using System.Collections.Immutable;

namespace Timeline.Events;

/// <summary>Which states there are, which of them a thing begins with, and which may follow which: as data.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TransitionMatrix
{
    private readonly ImmutableSortedSet<string> _initial;
    private readonly ImmutableHashSet<Transition> _allowed;

    /// <summary>A matrix of transitions.</summary>
    /// <param name="initial">The states that a thing may begin with.</param>
    /// <param name="allowed">The steps that may be taken; a state may follow itself only if that is among them.</param>
    /// <exception cref="ArgumentException">
    /// Nothing may be begun with, a state has no name, or one is led from that none leads to.
    /// </exception>
    public TransitionMatrix(IEnumerable<string> initial, IEnumerable<Transition> allowed)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(allowed);
        _initial = initial.ToImmutableSortedSet(StringComparer.Ordinal);
        _allowed = [.. allowed];
        if (_initial.IsEmpty) throw new ArgumentException("Nothing may be begun with.", nameof(initial));
        foreach (var state in _initial) StateNames.Check(state, nameof(initial));
        foreach (var (from, to) in _allowed)
        {
            StateNames.Check(from, nameof(allowed));
            StateNames.Check(to, nameof(allowed));
        }

        var reached = _initial.Union(_allowed.Select(step => step.To));
        if (_allowed.FirstOrDefault(step => !reached.Contains(step.From)) is { } lost)
            throw new ArgumentException($"Nothing leads to the state '{lost.From}'.", nameof(allowed));
        States = _initial.Union(_allowed.SelectMany(step => new[] { step.From, step.To }));
    }

    /// <summary>All states, by ordinal.</summary>
    public ImmutableSortedSet<string> States { get; }

    /// <summary>What is wrong with a step. O(log states).</summary>
    /// <param name="from">The state before; null where the thing has none yet.</param>
    /// <param name="to">The state after.</param>
    /// <returns>The violations, each a clause; empty for a step that may be taken.</returns>
    public ImmutableArray<string> Violations(string? from, string to)
    {
        ArgumentNullException.ThrowIfNull(to);
        var violations = ImmutableArray.CreateBuilder<string>();
        if (from is not null && !States.Contains(from)) violations.Add($"'{from}' is no state");
        if (!States.Contains(to)) violations.Add($"'{to}' is no state");
        if (violations.Count > 0) return violations.ToImmutable();
        if (from is null) return _initial.Contains(to) ? [] : [$"nothing begins as '{to}'"];
        return _allowed.Contains(new Transition(from, to)) ? [] : [$"'{to}' does not follow '{from}'"];
    }
}
