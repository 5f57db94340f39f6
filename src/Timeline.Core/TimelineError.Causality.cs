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

    /// <summary>A replica that has taken as many steps as can be exchanged, or is said to have.</summary>
    /// <param name="Replica">The name of the replica.</param>
    /// <param name="Sequence">The number of its last step.</param>
    public sealed record StepsExhausted(string Replica, long Sequence) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the replica {Quoted(Replica)} cannot step on from {Sequence}: it needs a new id");
    }

    /// <summary>A state of another replica claims steps that this replica has not taken; it was not merged.</summary>
    /// <param name="Replica">The name of this replica.</param>
    /// <param name="Sequence">The number of the last step that is claimed.</param>
    /// <param name="Taken">The number of the last step that it took; 0 for none.</param>
    public sealed record StepsClaimed(string Replica, long Sequence, long Taken) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"another state knows step {Sequence} of the replica {Quoted(Replica)}, which has taken {Taken}: {Why}");

        private const string Why = "it forgot its own steps, or its id is used twice, or the state is forged";
    }
}
