using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>
    /// Gives up the content of old versions. Who made them and when stays, and the history still verifies.
    /// </summary>
    /// <remarks>
    /// The rule is asked for the line of each branch by itself. A version that stands on no such line (it was merged
    /// in) is held against the rule among all versions. Only versions that still have their content count: as the
    /// newest, or as the one that stands for an hour. Whatever the rule says, these are kept: the head of every
    /// branch, and the versions that branches forked at, without which they could not be merged any more.
    /// </remarks>
    /// <param name="retention">Which versions to keep.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>What was given up.</returns>
    public async ValueTask<Either<TimelineError, PrunedDocument>> PruneAsync(
        Retention retention, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var dropped = ToPrune(retention, now).Select(version => version.Number).ToHashSet();
        if (dropped.Count == 0) return new PrunedDocument(this, []);

        var outcome = await _store.PruneAsync(Name, dropped, cancellation).ConfigureAwait(false);
        if (!outcome.TryGet(out var pruned, out var error)) return error;

        // Headers say whether a version was pruned, so all of them are read again.
        var after = await OpenAsync(_store, Name, _options, cancellation).ConfigureAwait(false);
        return new PrunedDocument(after.WithTip(_tip), pruned.Dropped);
    }

    /// <summary>The versions that <see cref="PruneAsync"/> would give up the content of. Nothing is changed.</summary>
    /// <param name="retention">Which versions to keep.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <returns>The versions, by number.</returns>
    public ImmutableArray<StoredVersion> ToPrune(Retention retention, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(retention);
        var kept = Kept(retention, now);
        return
        [
            .. _versions
                .Select(node => node.Value)
                .Where(version => !version.IsPruned && !kept.Contains(version.Number)),
        ];
    }

    private System.Collections.Generic.HashSet<long> Kept(Retention retention, DateTimeOffset now)
    {
        var lines = _stored.Branches.Select(branch => LineOf(branch.Name)).ToArray();
        var kept = new System.Collections.Generic.HashSet<long>();
        var onLine = new System.Collections.Generic.HashSet<long>();
        foreach (var line in lines)
        {
            var versions = line.Oldest();
            onLine.UnionWith(versions.Select(node => node.Value.Number));
            var plan = retention.Plan(Unpruned(versions, node => node.Index), now);
            kept.UnionWith(plan.Kept.Select(index => versions[index].Value.Number));
        }

        var marks = Unpruned(_versions, node => (int)node.Value.Number);
        var besides = retention.Plan(marks, now).Kept.Select(number => (long)number);
        kept.UnionWith(besides.Where(number => !onLine.Contains(number)));
        for (var i = 0; i < lines.Length; i++)
        {
            for (var j = 0; j < i; j++)
                kept.UnionWith(lines[i].MergeBases(lines[j]).Select(node => node.Value.Number));
        }

        return kept;
    }

    // What has no content any more must not stand for what has: of an hour whose newest version is pruned, the newest
    // that is not is the one to keep.
    private static VersionMark[] Unpruned(
        IEnumerable<Version<StoredVersion>> versions, Func<Version<StoredVersion>, int> mark) =>
        [.. versions.Where(node => !node.Value.IsPruned).Select(node => new VersionMark(mark(node), node.Stamp))];
}
