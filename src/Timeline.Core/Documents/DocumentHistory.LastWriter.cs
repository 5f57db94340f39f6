using System.Collections.Immutable;
using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>
    /// The policy that keeps, conflict by conflict, what was written last in that very place, on the current branch or
    /// on another.
    /// </summary>
    /// <remarks>
    /// As <see cref="History.LastWriter(History{Value}, History{Value})"/> tells it, for both branches as this history
    /// has them. Costs all patches since the branches parted. What may have been written by a version that was pruned
    /// counts as written by the oldest one since.
    /// </remarks>
    /// <param name="other">The branch to merge.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>
    /// The policy; or <see cref="TimelineError.BranchUnknown"/>, <see cref="TimelineError.NothingInCommon"/>, or why a
    /// version that is needed cannot be restored.
    /// </returns>
    public async ValueTask<Either<TimelineError, MergePolicy>> LastWriterAsync(
        BranchName other, CancellationToken cancellation = default)
    {
        if (!PartingFrom(other).TryGet(out var parting, out var unknown)) return unknown;
        var (ourHead, theirHead, bases) = parting;
        var known = new Dictionary<long, Version<Value>>();
        var nodes = Since(bases, ourHead, theirHead);
        await foreach (var replaying in ReplayAsync(nodes, cancellation).ConfigureAwait(false))
        {
            if (!replaying.TryGet(out var replayed, out var error)) return error;
            if (replayed.Value is { } value)
                known.Add(replayed.Version.Number, WithValue(At(replayed.Version.Number), value, known));
        }

        if (!known.TryGetValue(ourHead.Value.Number, out var our))
            return new TimelineError.VersionPruned(Name, ourHead.Value.Number);
        return known.TryGetValue(theirHead.Value.Number, out var their)
            ? History.LastWriter(History.Of(our), History.Of(their))
            : new TimelineError.VersionPruned(Name, theirHead.Value.Number);
    }

    /// <summary>The versions from the merge bases on, by both kinds of parent, in the order of their numbers.</summary>
    private static ImmutableArray<Version<StoredVersion>> Since(
        ImmutableArray<Version<StoredVersion>> bases, params ReadOnlySpan<Version<StoredVersion>> heads)
    {
        var found = new SortedDictionary<long, Version<StoredVersion>>();
        var open = new Stack<Version<StoredVersion>>(heads.ToArray());
        while (open.TryPop(out var version))
        {
            if (!found.TryAdd(version.Value.Number, version) || bases.Contains(version)) continue;
            if (version.Parent is { } parent) open.Push(parent);
            if (version.SecondParent is { } second) open.Push(second);
        }

        return [.. found.Values];
    }

    /// <summary>A version with its value, made from those of its parents that have one.</summary>
    private static Version<Value> WithValue(
        Version<StoredVersion> node, Value value, Dictionary<long, Version<Value>> known)
    {
        var (first, second) = (Line(node.Parent), Line(node.SecondParent));
        return (first.IsEmpty ? second.Append(value, node.Stamp) : first.Merge(second, value, node.Stamp)).Head!;

        History<Value> Line(Version<StoredVersion>? parent) =>
            parent is not null && known.TryGetValue(parent.Value.Number, out var made) ? History.Of(made) : default;
    }
}
