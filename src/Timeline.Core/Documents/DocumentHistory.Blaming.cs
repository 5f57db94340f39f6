using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>
    /// For every path of the document as it was at a version, the version that set what stands there.
    /// </summary>
    /// <remarks>
    /// As <see cref="Blame"/> tells it, along first parents. What may have been set by versions that were pruned is
    /// blamed on the oldest version since, and said to be set at or before it. Law: pruning makes no blame later than
    /// it was but where it says so. Costs the first value and all patches up to the version.
    /// </remarks>
    /// <param name="at">The version; null for the head of the current branch.</param>
    /// <param name="path">Only this path and what is below it; null for all.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>
    /// The paths in the order of the document; or that there is no such version or path, or that the version was
    /// pruned.
    /// </returns>
    public async ValueTask<Either<TimelineError, ImmutableArray<BlamedValue>>> BlameAsync(
        Revision? at = null, ValuePath? path = null, CancellationToken cancellation = default)
    {
        if (!FindNode(at ?? Revision.CurrentHead).TryGet(out var node, out var error)) return error;
        if (node.Value.IsPruned) return new TimelineError.VersionPruned(Name, node.Value.Number);

        (Value Value, StoredVersion Version)? first = null;
        var later = new List<BlameStep<StoredVersion>>();
        await foreach (var replaying in ReplayAsync(node, cancellation).ConfigureAwait(false))
        {
            if (!replaying.TryGet(out var replayed, out error)) return error;
            if (replayed.Value is not { } value) continue;

            var version = At(replayed.Version.Number).Value;
            if (replayed.Before is not { } before)
            {
                first = (value, version);
                later.Clear();
                continue;
            }

            if (!PatchBytes.Read(replayed.Version.Payload!.Patch, before).TryGet(out var patch, out error))
                return new TimelineError.PatchUnfit(Name, version.Number, error);
            later.Add(new BlameStep<StoredVersion>(version, patch));
        }

        var (oldest, set) = first!.Value;
        return Blame.Follow(oldest, set, later).Bind(blamed => Under(path ?? ValuePath.Root, blamed));
    }

    private Either<TimelineError, ImmutableArray<BlamedValue>> Under(ValuePath path, Blamed<StoredVersion> blamed) =>
        path.Resolve(blamed.Value).Map(_ => blamed.Lines()
            .Where(line => line.Path.StartsWith(path))
            .Select(line => new BlamedValue(line.Path, line.Value, line.Version, IsCutOff(line.Version)))
            .ToImmutableArray());

    /// <summary>Whether the version before was pruned, so that it cannot be told what this one changed.</summary>
    private bool IsCutOff(StoredVersion version) =>
        version.FirstParent.Exists(parent => At(parent.Number).Value.IsPruned);
}
