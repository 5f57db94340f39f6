using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Histories;

/// <summary>Blame of a program's own objects: what neighbouring versions share is not looked at.</summary>
internal static class ObjectBlame
{
    public static Either<TimelineError, Blamed<Version<T>>> Of<T>(History<T> history, ObjectDiffOptions? options)
    {
        var versions = history.Oldest();
        if (versions.IsEmpty) return new TimelineError.HistoryEmpty();
        var exact = Exact(options);
        var first = exact.Tree.ToValue(versions[0].Value);
        if (first.IsLeft) return (TimelineError)first;
        var root = BlameNode<Version<T>>.Of((Value)first, versions[0]);
        foreach (var version in versions.Skip(1))
        {
            var diff = DiffOf(version, exact);
            if (diff.IsLeft) return (TimelineError)diff;
            foreach (var change in Blame.Fine((Patch)diff)) root = root.Take(change, version);
        }

        return exact.Tree.ToValue(versions[^1].Value).Map(value => new Blamed<Version<T>>(value, root));
    }

    public static Either<TimelineError, Version<T>> At<T>(
        History<T> history, ValuePath path, ObjectDiffOptions? options)
    {
        if (history.Head is not { } head) return new TimelineError.HistoryEmpty();
        var exact = Exact(options);
        TimelineError? failure = null;
        var found = exact.Tree.ToValue(head.Value)
            .Bind(newest => Blame.At(path, newest, Steps(), head.AtPosition(0)));
        return failure is null ? found : failure;

        IEnumerable<BlameStep<Version<T>>> Steps()
        {
            foreach (var version in history.Newest())
            {
                if (version.Parent is null) yield break;
                var diff = DiffOf(version, exact);
                if (diff.IsLeft)
                {
                    failure = (TimelineError)diff;
                    yield break;
                }

                yield return new BlameStep<Version<T>>(version, (Patch)diff);
            }
        }
    }

    private static Either<TimelineError, Patch> DiffOf<T>(Version<T> version, ObjectDiffOptions options) =>
        Diff.Between(version.Parent!.Value, version.Value, options);

    /// <summary>
    /// Blame follows patches that lead from each version to the next, so nothing may be left out of them.
    /// </summary>
    private static ObjectDiffOptions Exact(ObjectDiffOptions? options) =>
        options is null ? ObjectDiffOptions.Default : new() { Tree = options.Tree, Lists = options.Lists };
}
