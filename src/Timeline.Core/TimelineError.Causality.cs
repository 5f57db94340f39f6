using System.Globalization;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A text that names no replica.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Reason">What is wrong with it, in words that follow "it".</param>
    public sealed record ReplicaIdInvalid(string Text, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not a replica: {Quoted(Text)}: it {Reason}";
    }

    /// <summary>A replica that has taken as many steps as can be counted.</summary>
    /// <param name="Replica">The name of the replica.</param>
    /// <param name="Sequence">The number of its last step.</param>
    public sealed record StepsExhausted(string Replica, long Sequence) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the replica {Quoted(Replica)} cannot step on from {Sequence}: it needs a new id");
    }
}
