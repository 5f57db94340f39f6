using System.Globalization;
using Timeline.Histories;
using Timeline.Storage;

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
            $"{Quoted(Text)} is not a version: {Reason}; "
            + "write a number, head, head~3, a branch, an id prefix or a time";
    }

    /// <summary>A revision that names no version of the document.</summary>
    /// <param name="Text">The revision.</param>
    /// <param name="Versions">How many versions the document has; their numbers run from 0.</param>
    /// <param name="Near">Names of branches that the user may have meant.</param>
    public sealed record VersionUnknown(string Text, long Versions, IReadOnlyList<string> Near) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => Near.Count > 0
            ? $"there is no version {Quoted(Text)}; {Existing}; did you mean {string.Join(" or ", Near)}?"
            : $"there is no version {Quoted(Text)}; {Existing}";

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
            $"{Quoted(Text)} goes {Steps} versions back, but only {Available} stand before it");
    }

    /// <summary>A time before anything was recorded.</summary>
    /// <param name="Text">The time as written.</param>
    /// <param name="First">When the first version of the branch was made.</param>
    public sealed record NothingRecordedBy(string Text, DateTimeOffset First) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"nothing had been recorded by {Text}; the first version is of {First:yyyy-MM-dd'T'HH:mm:ss'Z'}");
    }

    /// <summary>The beginning of more than one id.</summary>
    /// <param name="Text">The prefix.</param>
    /// <param name="Candidates">Ids that begin so.</param>
    public sealed record RevisionAmbiguous(string Text, IReadOnlyList<string> Candidates) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"{Quoted(Text)} begins more than one id: {string.Join(", ", Candidates)}; write more digits";
    }

    /// <summary>A branch holds something else than the revisions that were to be recorded on it.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Branch">The branch.</param>
    /// <param name="Revision">The first revision that is not there.</param>
    /// <param name="Number">The version that stands in its place.</param>
    public sealed record RevisionsDiverged(HistoryName History, BranchName Branch, string Revision, long Number)
        : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"'{Branch}' of '{History}' holds version {Number} where revision {Revision} should stand: "
            + $"it was recorded otherwise; record these revisions in another store");
    }

    /// <summary>A revision of a file that is no JSON document.</summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Cause">What is wrong with it.</param>
    public sealed record FileRevisionInvalid(string Revision, TimelineError Cause) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"revision {Revision} cannot be recorded: {Cause.Message}";
    }

    /// <summary>What is stored about a version's exact bytes cannot be read.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Number">The version.</param>
    public sealed record SourceUnreadable(HistoryName History, long Number) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"version {Number} of '{History}' is damaged: how its bytes were written cannot be read; "
            + $"restore the store from a copy");
    }

    /// <summary>A version's bytes are not what was recorded.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Number">The version.</param>
    public sealed record BytesDiffer(HistoryName History, long Number) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"version {Number} of '{History}' is damaged: its bytes are not those that were recorded; "
            + $"restore the store from a copy");
    }

    /// <summary>A line of an export that cannot be imported.</summary>
    /// <param name="Line">The line, from 1.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record ExportLineInvalid(long Line, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            string.Create(CultureInfo.InvariantCulture, $"line {Line} cannot be imported: {Reason}");
    }

    /// <summary>An export of another history than the one that is there.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Line">The first line that differs, from 1.</param>
    /// <param name="Number">The version that differs.</param>
    public sealed record ExportDiverged(HistoryName History, long Line, long Number) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"line {Line} holds another version {Number} than '{History}' has; "
            + $"import it under another name or into another store");
    }

    /// <summary>Two branches that have no version in common.</summary>
    /// <param name="Ours">The branch merged into.</param>
    /// <param name="Theirs">The branch to merge.</param>
    public sealed record NothingInCommon(BranchName Ours, BranchName Theirs) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"'{Theirs}' cannot be merged into '{Ours}': they have no version in common";
    }
}
