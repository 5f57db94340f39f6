using System.Globalization;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A version was asked of a history that has none.</summary>
    public sealed record HistoryEmpty : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => "the history is empty: record a first version before asking for one";
    }

    /// <summary>A version index outside the history.</summary>
    /// <param name="Index">The index asked for.</param>
    /// <param name="First">The oldest index there is.</param>
    /// <param name="Last">The newest index there is.</param>
    public sealed record IndexOutOfRange(int Index, int First, int Last) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => (Index >= 0 && Index < First, First == Last) switch
        {
            (true, true) => Worded($"version {Index} was pruned: the only one kept is {First}"),
            (true, false) => Worded($"version {Index} was pruned: the ones kept are {First} to {Last}"),
            (false, true) => Worded($"there is no version {Index}: the only one is {First}"),
            _ => Worded($"there is no version {Index}: the versions are {First} to {Last}"),
        };
    }

    /// <summary>A version that once was, and that a retention policy let go.</summary>
    /// <param name="Index">The index asked for.</param>
    /// <param name="Older">The nearest kept index below it.</param>
    /// <param name="Newer">The nearest kept index above it.</param>
    public sealed record IndexPruned(int Index, int Older, int Newer) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Worded($"version {Index} was pruned: the nearest ones kept are {Older} and {Newer}");
    }

    /// <summary>A time before the first version.</summary>
    /// <param name="Time">The time asked for.</param>
    /// <param name="First">The time of the oldest version.</param>
    public sealed record NothingYetAsOf(DateTimeOffset Time, DateTimeOffset First) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Worded($"nothing was recorded as of {Time:O}: the first version is of {First:O}");
    }

    /// <summary>Two histories that have no version in common, so that there is nothing to merge them from.</summary>
    public sealed record HistoriesUnrelated : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            "the histories have no version in common: start one from a version of the other to merge them";
    }

    /// <summary>A branch name that breaks the grammar of names.</summary>
    /// <param name="Name">The name as given.</param>
    /// <param name="Reason">The rule it breaks, in words.</param>
    public sealed record BranchNameInvalid(string Name, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"'{Printable(Name)}' cannot be a branch name: it {Reason}";

        private static string Printable(string name) =>
            string.Concat(name.Take(60).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    /// <summary>A branch that does not exist.</summary>
    /// <param name="Name">The name asked for.</param>
    public sealed record BranchMissing(string Name) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"there is no branch '{Name}'";
    }

    /// <summary>A branch that exists where a new one was to be made.</summary>
    /// <param name="Name">The name that is taken.</param>
    public sealed record BranchNameTaken(string Name) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"there is a branch '{Name}' already";
    }

    /// <summary>A branch that no longer stands where the caller last saw it.</summary>
    /// <param name="Name">The branch.</param>
    /// <param name="Expected">The index of the expected head; null for an empty history.</param>
    /// <param name="Actual">The index of the head found; null for an empty history.</param>
    public sealed record BranchMoved(string Name, int? Expected, int? Actual) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"branch '{Name}' has moved: expected {Head(Expected)}, found {Head(Actual)}; read it again and retry";

        private static string Head(int? index) =>
            index is { } known ? Worded($"its head at version {known}") : "no version";
    }

    /// <summary>The current branch, which cannot be deleted.</summary>
    /// <param name="Name">The branch.</param>
    public sealed record BranchIsCurrent(string Name) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"'{Name}' is the current branch: switch to another before deleting it";
    }

    private static string Worded(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
