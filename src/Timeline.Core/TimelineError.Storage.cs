using System.Globalization;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A text is not the name of a history.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record HistoryNameInvalid(string Text, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"'{Printable(Text)}' cannot name a history: {Reason}";

        private static string Printable(string text) =>
            string.Concat(text.Take(60).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    /// <summary>A text is neither a version's id nor the beginning of one.</summary>
    /// <param name="Text">The text.</param>
    public sealed record VersionIdInvalid(string Text) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"{Quoted(Text)} is not the id of a version: 4 to 64 hexadecimal digits are";
    }

    /// <summary>The store has no history of this name.</summary>
    /// <param name="History">The name.</param>
    public sealed record HistoryUnknown(HistoryName History) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"no history of '{History}' is recorded here";
    }

    /// <summary>The history has no version of this number.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Number">The number that was asked for.</param>
    /// <param name="Count">How many versions there are.</param>
    public sealed record VersionNumberUnknown(HistoryName History, long Number, long Count) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"'{History}' has no version {Number}: it has 0 to {Count - 1}");
    }

    /// <summary>The history has no version of this id.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Id">The id that was asked for.</param>
    public sealed record VersionIdUnknown(HistoryName History, VersionId Id) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"'{History}' has no version {Id}";
    }

    /// <summary>The version's content was given up by pruning; only its header is kept.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Number">The version.</param>
    public sealed record VersionPruned(HistoryName History, long Number) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"version {Number} of '{History}' was pruned: only who recorded it and when is kept");
    }

    /// <summary>A branch's head is another than the one that was expected: someone recorded in between.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Branch">The branch.</param>
    /// <param name="Expected">The head that was expected.</param>
    /// <param name="Actual">The head that it has.</param>
    public sealed record HeadMoved(HistoryName History, BranchName Branch, VersionId Expected, VersionRef Actual)
        : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"the branch '{Branch}' of '{History}' has moved to version {Actual.Number} in the meantime");
    }

    /// <summary>A branch of this name is there already.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Branch">The branch.</param>
    /// <param name="Actual">The head that it has.</param>
    public sealed record BranchExists(HistoryName History, BranchName Branch, VersionRef Actual) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"'{History}' already has a branch '{Branch}', at version {Actual.Number}");
    }

    /// <summary>There is no branch of this name.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Branch">The branch.</param>
    public sealed record BranchUnknown(HistoryName History, BranchName Branch) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"'{History}' has no branch '{Branch}'";
    }

    /// <summary>A version stays because a branch's head is restored from it.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Branch">The branch.</param>
    /// <param name="Head">The version that cannot be pruned.</param>
    public sealed record PruneOfHead(HistoryName History, BranchName Branch, VersionRef Head) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"version {Head.Number} of '{History}' cannot be pruned: it is the head of '{Branch}'");
    }

    /// <summary>A recorded patch cannot be read, or does not fit the version that it stands on.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Number">The version.</param>
    /// <param name="Cause">Why.</param>
    public sealed record PatchUnfit(HistoryName History, long Number, TimelineError Cause) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(CultureInfo.InvariantCulture,
            $"the patch of version {Number} of '{History}' does not apply: {Cause.Message}");
    }
}
