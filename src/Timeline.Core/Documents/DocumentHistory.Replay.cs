using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    private const int PageOfPayloads = 128;

    /// <summary>The versions up to one, along first parents, the oldest first, each with its value.</summary>
    private IAsyncEnumerable<Either<TimelineError, Replayed>> ReplayAsync(
        Version<StoredVersion> to, CancellationToken cancellation) =>
        ReplayAsync([.. History.Of(to).Oldest()], cancellation);

    /// <summary>
    /// The values of some versions, each made from its parent's; values that are not needed again are let go.
    /// </summary>
    /// <param name="nodes">The versions, in the order of their numbers.</param>
    /// <param name="cancellation">Gives up between pages.</param>
    private async IAsyncEnumerable<Either<TimelineError, Replayed>> ReplayAsync(
        IReadOnlyList<Version<StoredVersion>> nodes, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var children = new Dictionary<long, int>();
        foreach (var parent in nodes.SelectMany(node => node.Value.FirstParent.ToSeq()))
            children[parent.Number] = children.GetValueOrDefault(parent.Number) + 1;

        var values = new Dictionary<long, Value>();
        var next = 0;
        while (next < nodes.Count)
        {
            var page = await _store
                .ReadRangeAsync(Name, nodes[next].Value.Number, PageOfPayloads, VersionDetail.Full, cancellation)
                .ConfigureAwait(false);
            foreach (var version in page)
            {
                if (next == nodes.Count || version.Number != nodes[next].Value.Number) continue;
                next++;
                var replaying = await ReplayAsync(version, values, cancellation).ConfigureAwait(false);
                yield return replaying;
                if (!replaying.TryGet(out var replayed, out _)) yield break;
                Keep(replayed, values, children);
            }

            if (page.IsEmpty) yield break;
        }
    }

    private async ValueTask<Either<TimelineError, Replayed>> ReplayAsync(
        StoredVersion version, Dictionary<long, Value> values, CancellationToken cancellation)
    {
        var parent = version.Parents.IsEmpty ? null : values.GetValueOrDefault(version.Parents[0].Number);
        if (version.IsPruned) return new Replayed(version, parent, null);
        if (parent is not null || version.Parents.IsEmpty)
        {
            return Restoring.Apply(Name, parent ?? Value.OfNull(), version)
                .Map(value => new Replayed(version, parent, value));
        }

        var chain = await _store.ReadChainAsync(Name, version.Number, cancellation).ConfigureAwait(false);
        return chain.Bind(it => Restoring.Restore(Name, it)).Map(value => new Replayed(version, null, value));
    }

    private static void Keep(Replayed replayed, Dictionary<long, Value> values, Dictionary<long, int> children)
    {
        if (replayed.Value is not null && children.ContainsKey(replayed.Version.Number))
            values[replayed.Version.Number] = replayed.Value;

        foreach (var parent in replayed.Version.FirstParent)
        {
            if (--children[parent.Number] == 0) _ = values.Remove(parent.Number);
        }
    }
}
