namespace Timeline.Histories;

/// <summary>Which versions to keep: a rule over index and stamp, so that a store can use it too.</summary>
/// <remarks>
/// Whatever the rule says, the newest version and the pinned ones are kept. Immutable and safe to share between
/// threads, if the functions given to it are.
/// </remarks>
public abstract partial record Retention
{
    private Retention()
    {
    }

    /// <summary>Keeps the newest versions by number.</summary>
    /// <param name="Number">How many; at least 0.</param>
    public sealed record Latest(int Number) : Retention
    {
        /// <summary>How many; at least 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
        public int Number { get; init => field = Checked(value); } = Checked(Number);

        internal override bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now) =>
            [.. oldestFirst.Select((_, place) => oldestFirst.Count - place <= Number)];

        private static int Checked(int number)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            return number;
        }
    }

    /// <summary>Keeps the versions that are not older than an age.</summary>
    /// <param name="Age">The greatest age, inclusive, counted back from the time given to the pruning.</param>
    public sealed record NotOlderThan(TimeSpan Age) : Retention
    {
        /// <summary>The greatest age, inclusive, counted back from the time given to the pruning.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is negative: nothing is that young.</exception>
        public TimeSpan Age { get; init => field = Checked(value); } = Checked(Age);

        internal override bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now) =>
            [.. oldestFirst.Select(mark => now.UtcTicks - mark.Stamp.Ticks <= Age.Ticks)];

        private static TimeSpan Checked(TimeSpan age)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
            return age;
        }
    }

    /// <summary>Keeps the versions that a function says to keep.</summary>
    /// <param name="Rule">Whether to keep a version; a pure function.</param>
    public sealed record Where(Func<VersionMark, bool> Rule) : Retention
    {
        internal override bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now) =>
            [.. oldestFirst.Select(Rule)];
    }

    /// <summary>Keeps what both rules keep.</summary>
    /// <param name="Left">One rule.</param>
    /// <param name="Right">The other rule.</param>
    public sealed record Both(Retention Left, Retention Right) : Retention
    {
        internal override bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now) =>
            [.. Left.Keeps(oldestFirst, now).Zip(Right.Keeps(oldestFirst, now), (left, right) => left && right)];
    }

    /// <summary>Keeps what at least one of two rules keeps.</summary>
    /// <param name="Left">One rule.</param>
    /// <param name="Right">The other rule.</param>
    public sealed record Any(Retention Left, Retention Right) : Retention
    {
        internal override bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now) =>
            [.. Left.Keeps(oldestFirst, now).Zip(Right.Keeps(oldestFirst, now), (left, right) => left || right)];
    }

    /// <summary>Keeps what this rule and another one keep.</summary>
    /// <param name="other">The other rule.</param>
    /// <returns>The narrower rule.</returns>
    public Retention And(Retention other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Both(this, other);
    }

    /// <summary>Keeps what this rule or another one keeps.</summary>
    /// <param name="other">The other rule.</param>
    /// <returns>The wider rule.</returns>
    public Retention Or(Retention other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Any(this, other);
    }

    /// <summary>Decides which versions of a line stay.</summary>
    /// <param name="oldestFirst">The versions of the line, from the oldest.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <param name="pinned">The indices kept in any case; null for none.</param>
    /// <returns>The indices that stay and those that go, each from the oldest.</returns>
    public RetentionPlan Plan(
        IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now, IEnumerable<int>? pinned = null)
    {
        ArgumentNullException.ThrowIfNull(oldestFirst);
        var pins = pinned is null ? [] : new System.Collections.Generic.HashSet<int>(pinned);
        var (kept, dropped) = (new List<int>(), new List<int>());
        var keeps = Keeps(oldestFirst, now);
        for (var i = 0; i < oldestFirst.Count; i++)
        {
            var index = oldestFirst[i].Index;
            var stays = keeps[i] || i == oldestFirst.Count - 1 || pins.Contains(index);
            (stays ? kept : dropped).Add(index);
        }

        return new([.. kept], [.. dropped]);
    }

    /// <summary>Prunes the line of first parents of a history.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="history">The history; it stays as it is.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <param name="pinned">The indices kept in any case; null for none.</param>
    /// <returns>The shorter history and what it no longer holds.</returns>
    /// <remarks>
    /// A kept version keeps its index, value and stamp. Up to the first dropped version the line is the very same; the
    /// later ones are new objects, so a branch made from a dropped version no longer shares with the pruned line. A
    /// merge stays a merge unless it has become the oldest version; of the line merged in, it keeps the one version
    /// that was its second parent.
    /// </remarks>
    public Pruned<T> Prune<T>(History<T> history, DateTimeOffset now, IEnumerable<int>? pinned = null)
    {
        var versions = history.Oldest();
        var plan = Plan([.. versions.Select(v => new VersionMark(v.Index, v.Stamp))], now, pinned);
        return plan.Dropped.IsEmpty ? new(history, []) : Pruning.Without(versions, [.. plan.Dropped]);
    }

    /// <summary>Prunes all branches together: a version stays if it stays on the line of any of them.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="branches">The branches; they stay as they are.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <returns>The branches with what was kept, and how many versions went.</returns>
    /// <remarks>
    /// Kept besides are the heads, and the versions where two branches parted: so they merge after pruning as before.
    /// What branches share stays shared. O(n log n) over the versions of all lines, and a search for each two branches.
    /// </remarks>
    public PrunedBranches<T> Prune<T>(Branches<T> branches, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(branches);
        return BranchPruning<T>.Prune(
            branches, line => Plan([.. line.Oldest().Select(v => new VersionMark(v.Index, v.Stamp))], now).Kept);
    }

    /// <summary>Which of a line's versions the rule keeps, place by place.</summary>
    internal abstract bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now);
}
