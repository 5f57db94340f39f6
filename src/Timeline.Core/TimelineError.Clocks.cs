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

    /// <summary>A Lamport clock cannot go on: no greater time can be exchanged; it is as it was.</summary>
    /// <param name="Node">The node that has the time, or that was to get beyond it.</param>
    /// <param name="Time">The time beyond which it should get.</param>
    public sealed record ClockExhausted(ReplicaId Node, long Time) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"the clock of node {Quoted(Node.Text)} cannot get beyond {Time}: no greater time can be exchanged");
    }

    /// <summary>Another node claims a Lamport time that no clock reaches by counting; it was not followed.</summary>
    /// <param name="Remote">The node that claims it.</param>
    /// <param name="Time">The time.</param>
    public sealed record ClockImplausible(ReplicaId Remote, long Time) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"node {Quoted(Remote.Text)} claims the time {Time}, where no clock gets by counting: not followed");
    }

    /// <summary>A text or a number is no moment of a hybrid logical clock.</summary>
    /// <param name="Text">The text, or the number as text.</param>
    public sealed record HybridTimestampInvalid(string Text) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"not a hybrid timestamp: {Quoted(Text)}: one is like 2026-03-02T09:00:00.123Z-00ff, or a number from 0";
    }

    /// <summary>Another node's clock is too far ahead of the own wall clock; it was not followed.</summary>
    /// <param name="Remote">The other node.</param>
    /// <param name="Time">The moment that it claims.</param>
    /// <param name="Now">The own wall clock.</param>
    /// <param name="MaximumDrift">How far ahead it may be.</param>
    public sealed record HybridClockAhead(
        ReplicaId Remote, HybridTimestamp Time, DateTimeOffset Now, TimeSpan MaximumDrift) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"node {Quoted(Remote.Text)} claims the time {Time}, {MaximumDrift} and more after {Wall}: not followed");

        private HybridTimestamp Wall => HybridTimestamp.At(Now);
    }

    /// <summary>A hybrid logical clock is at its last moment and cannot go on.</summary>
    /// <param name="Node">The node.</param>
    public sealed record HybridClockExhausted(ReplicaId Node) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"the hybrid clock of node {Quoted(Node.Text)} is at its last moment, {HybridTimestamp.Last}";
    }
}
