using Timeline.Documents;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>Looks up a path: a key, and from there into its value.</summary>
internal static class KeyPath
{
    internal static Value Find(NamespaceSnapshot content, string path, ObjectTree tree)
    {
        var steps = ValuePath.Of(path).Segments;
        if (steps.Count == 0) throw new ArgumentException("the path is empty: begin with a key", nameof(path));
        var key = steps[0].Text;
        if (content.Find(key) is not { } state) throw Missing(At(steps, 0), key, content.Keys);
        var found = TimelineException.Unwrap(tree.ToValue(state.Value));
        for (var i = 1; i < steps.Count; i++)
        {
            found = ValuePath.Root.Append(steps[i]).TryGet(found, out var part)
                ? part
                : throw Missing(At(steps, i), steps[i].Text, (found as Value.Map)?.Keys ?? []);
        }

        return found;
    }

    internal static KeyNotFoundException Missing(string what, string name, IEnumerable<string> known)
    {
        var near = string.Join(" or ", NearNames.Of(name, known).Select(other => $"'{other}'"));
        return new(near.Length > 0 ? $"{what}: did you mean {near}?" : what);
    }

    private static string At(IReadOnlyList<PathSegment> steps, int last)
    {
        var (whole, missing) = (ValuePath.From(steps), ValuePath.From(steps.Take(last + 1)));
        return last == 0 ? $"there is no key '{steps[0].Text}'"
            : last == steps.Count - 1 ? $"there is nothing at {whole.ToDotted()}"
            : $"there is nothing at {whole.ToDotted()}, as already {missing.ToDotted()} is missing";
    }
}
