using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Histories;

/// <summary>Tells which version set what stands at a path.</summary>
/// <remarks>
/// <para>A path is blamed on the last version in which the value there differed from the one before. So a list or map
/// is blamed on the last change of anything in it, also on a removal; a rolled-back value on the rollback; a merged one
/// on the merge, for first parents are followed. An element that only moves, or shifts because others come and go,
/// keeps its blame, and takes the blame of what is in it along; the lists and maps it leaves and enters have
/// changed.</para>
/// <para>What equality ignores is not blamed: the order of keys, <c>1</c> becoming <c>1.0</c>. A replaced list or map
/// is compared with what it replaces, so that what is the same in both keeps its blame. What the first version given
/// holds is blamed on it, though a pruned one may have set it.</para>
/// </remarks>
public static class Blame
{
    /// <summary>Blames every path of a value by following patches from the oldest version.</summary>
    /// <typeparam name="TVersion">What names a version.</typeparam>
    /// <param name="first">The value of the oldest version.</param>
    /// <param name="version">The oldest version.</param>
    /// <param name="later">The later versions in turn, each with the patch from the one before.</param>
    /// <returns>The newest value and its blame, or the first patch that does not fit.</returns>
    /// <remarks>O(size of the first value + changes · log n).</remarks>
    public static Either<TimelineError, Blamed<TVersion>> Follow<TVersion>(
        Value first, TVersion version, IEnumerable<BlameStep<TVersion>> later)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(later);
        var (value, root) = (first, BlameNode<TVersion>.Of(first, version));
        foreach (var step in later)
        {
            var next = step.Patch.Apply(value);
            if (next.IsLeft) return (TimelineError)next;
            foreach (var change in Fine(step.Patch)) root = root.Take(change, step.Version);
            value = (Value)next;
        }

        return new Blamed<TVersion>(value, root);
    }

    /// <summary>Blames every path of the newest value of a history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="options">How neighbouring versions are compared; null for the default.</param>
    /// <returns>The newest value and its blame, or that there is no version.</returns>
    public static Either<TimelineError, Blamed<Version<Value>>> Of(History<Value> history, DiffOptions? options = null)
    {
        var versions = history.Oldest();
        if (versions.IsEmpty) return new TimelineError.HistoryEmpty();
        var root = BlameNode<Version<Value>>.Of(versions[0].Value, versions[0]);
        foreach (var diff in history.Diffs(options))
        {
            foreach (var change in Fine(diff.Patch)) root = root.Take(change, diff.After);
        }

        return new Blamed<Version<Value>>(versions[^1].Value, root);
    }

    /// <summary>Blames one path by following it back through patches from the newest version.</summary>
    /// <typeparam name="TVersion">What names a version.</typeparam>
    /// <param name="path">A path of the newest value.</param>
    /// <param name="newest">The newest value.</param>
    /// <param name="newestFirst">The versions from the newest, each with its patch; read only as far as needed.</param>
    /// <param name="oldest">The version to blame where no patch is to blame.</param>
    /// <returns>The version, or that there is no such path, or a patch that does not fit.</returns>
    public static Either<TimelineError, TVersion> At<TVersion>(
        ValuePath path, Value newest, IEnumerable<BlameStep<TVersion>> newestFirst, TVersion oldest)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(newestFirst);
        var there = path.Resolve(newest);
        if (there.IsLeft) return (TimelineError)there;
        var (place, value) = (path, newest);
        foreach (var step in newestFirst)
        {
            foreach (var change in Fine(step.Patch).Reverse())
            {
                var before = Patch.From([change.Invert()]).Apply(value);
                if (before.IsLeft) return (TimelineError)before;
                if (BlameTrace.Back(change, place, (Value)before, value) is not { } earlier) return step.Version;
                (place, value) = (earlier, (Value)before);
            }
        }

        return oldest;
    }

    /// <summary>Blames one path of the newest value of a history, from the newest version back.</summary>
    /// <param name="history">The history.</param>
    /// <param name="path">A path of the newest value.</param>
    /// <param name="options">How neighbouring versions are compared; null for the default.</param>
    /// <returns>The version, or that there is no version or no such path.</returns>
    public static Either<TimelineError, Version<Value>> At(
        History<Value> history, ValuePath path, DiffOptions? options = null)
    {
        if (history.Head is not { } head) return new TimelineError.HistoryEmpty();
        var steps = history.Newest().Where(version => version.Parent is not null).Select(version =>
            new BlameStep<Version<Value>>(version, Diff.Between(version.Parent!.Value, version.Value, options)));
        return At(path, head.Value, steps, head.AtPosition(0));
    }

    /// <summary>The changes of a patch, with a list or map that is replaced by one of its kind taken apart.</summary>
    internal static IEnumerable<Change> Fine(Patch patch) => patch.Changes.SelectMany(change =>
        change is Change.Replaced replaced ? Fine(replaced) : [change]);

    private static IEnumerable<Change> Fine(Change.Replaced replaced)
    {
        if (replaced.Before.Kind != replaced.After.Kind) return [replaced];
        if (replaced.Before.Equals(replaced.After)) return [];
        if (replaced.Before is not (Value.Map or Value.List)) return [replaced];
        return Diff.Between(replaced.Before, replaced.After).Changes.Select(change => change.Under(replaced.Path));
    }
}
