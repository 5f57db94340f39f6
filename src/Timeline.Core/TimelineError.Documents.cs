using System.Globalization;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A text that is no revision.</summary>
    /// <param name="Text">As it was written.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record RevisionUnreadable(string Text, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"'{Text}' is not a version: {Reason}; write a number, head, head~3, a branch, an id prefix or a time.";
    }

    /// <summary>A revision that names no version of the document.</summary>
    /// <param name="Text">The revision.</param>
    /// <param name="Versions">How many versions the document has; their numbers run from 0.</param>
    /// <param name="Near">Names of branches that the user may have meant.</param>
    public sealed record VersionUnknown(string Text, long Versions, IReadOnlyList<string> Near) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => Near.Count > 0
            ? $"There is no version '{Text}'; {Existing}. Did you mean {string.Join(" or ", Near)}?"
            : $"There is no version '{Text}'; {Existing}.";

        private string Existing => Versions switch
        {
            0 => "nothing has been recorded yet",
            1 => "the only version is 0",
            _ => string.Create(CultureInfo.InvariantCulture, $"versions are numbered 0 to {Versions - 1}"),
        };
    }

    /// <summary>A step behind the beginning of a history.</summary>
    /// <param name="Text">The revision.</param>
    /// <param name="Steps">How many versions back it goes.</param>
    /// <param name="Available">How many versions stand before the one it starts from.</param>
    public sealed record VersionBeforeFirst(string Text, int Steps, int Available) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"'{Text}' goes {Steps} versions back, but only {Available} stand before it.");
    }

    /// <summary>A time before anything was recorded.</summary>
    /// <param name="Text">The time as written.</param>
    /// <param name="First">When the first version of the branch was made.</param>
    public sealed record NothingRecordedBy(string Text, DateTimeOffset First) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing had been recorded by {Text}; the first version is of {First:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
    }

    /// <summary>The beginning of more than one id.</summary>
    /// <param name="Text">The prefix.</param>
    /// <param name="Candidates">Ids that begin so.</param>
    public sealed record RevisionAmbiguous(string Text, IReadOnlyList<string> Candidates) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"'{Text}' begins more than one id: {string.Join(", ", Candidates)}; write more digits.";
    }
}
