using System.Globalization;
using Timeline.Causality;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A Lamport time is negative.</summary>
    /// <param name="Node">The node whose time it is said to be, or that was to get beyond it.</param>
    /// <param name="Time">The time.</param>
    public sealed record ClockTimeNegative(ReplicaId Node, long Time) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"a time of a clock is 0 or more, not {Time} (node {Quoted(Node.Text)})");
    }

    /// <summary>A Lamport clock cannot go on: there is no greater time.</summary>
    /// <param name="Node">The node that has the time, or that was to get beyond it.</param>
    /// <param name="Time">The time beyond which it should get.</param>
    public sealed record ClockExhausted(ReplicaId Node, long Time) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"the clock of node {Quoted(Node.Text)} cannot get beyond {Time}: no greater time is left");
    }

    /// <summary>Another node claims a Lamport time that no clock reaches by counting; it was not followed.</summary>
    /// <param name="Remote">The node that claims it.</param>
    /// <param name="Time">The time.</param>
    public sealed record ClockImplausible(ReplicaId Remote, long Time) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"node {Quoted(Remote.Text)} claims the time {Time}, which no clock reaches by counting: it is not followed");
    }
}
