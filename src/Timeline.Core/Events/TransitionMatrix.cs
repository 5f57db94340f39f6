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
    public TransitionMatrix(IEnumerable<string> initial, IEnumerable<Transition> allowed)
    {
        _initial = initial.ToImmutableSortedSet(StringComparer.Ordinal);
        _allowed = [.. allowed];
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
