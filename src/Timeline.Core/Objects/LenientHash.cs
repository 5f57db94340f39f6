using Timeline.Values;

namespace Timeline.Objects;

/// <summary>
/// Numbers of objects that are equal wherever two objects are the same, though some differences do not count: what may
/// not count is left out.
/// </summary>
/// <remarks>The elements of lists count in no order, and what lies deep not at all: there it is not worth it.</remarks>
internal sealed class LenientHash(TreeWalk walk, Leniency leniency)
{
    private const int Levels = 6;

    /// <summary>The number of an element, whichever place it has in its list.</summary>
    internal int Of(DeclaredPart element, object? seen) =>
        leniency.DependsOnIndex ? 0 : Of(walk.Trail.Path.Append(0), element, seen, Levels);

    private int Of(ValuePath path, DeclaredPart part, object? seen, int levels) =>
        levels == 0 || leniency.Ignores(path) ? 0 : Of(path, part.View, seen, levels - 1);

    private int Of(ValuePath path, TypeView declared, object? seen, int levels)
    {
        if (seen is null || !leniency.TellsApart(declared, seen)) return 0;
        return declared.Of(seen) switch
        {
            OptionView view => Of(path, view.Held.View, view.Read(seen), levels),
            ObjectView { IsBareCase: false } view => OfMembers(path, view, seen, levels),
            SequenceView view => Sum(view.Elements(seen).Select(
                (element, at) => Of(path.Append(at), view.Element, element, levels))),
            MappingView view => OfEntries(path, view, seen, levels),
            LeafView { IsExact: true } when leniency.IgnoresCase && seen is string text =>
                StringComparer.OrdinalIgnoreCase.GetHashCode(text),
            LeafView when leniency.IgnoresCase && seen is string => 0,
            var view => OfValue(walk.Project(view, seen)),
        };
    }

    private int OfMembers(ValuePath path, ObjectView view, object seen, int levels)
    {
        var hash = default(HashCode);
        foreach (var member in view.Members)
            hash.Add(Of(path.Append(member.Step), member.Part, member.Get(seen), levels));
        return hash.ToHashCode();
    }

    private int OfEntries(ValuePath path, MappingView view, object seen, int levels) => Sum(view.Entries(seen).Select(
        entry => path.Append(entry.Key) is var at && leniency.Ignores(at)
            ? 0
            : HashCode.Combine(entry.Key, Of(at, view.Item, entry.Value, levels))));

    // What a converter writes as nothing is the same as nothing.
    private static int OfValue(Value value) => value.Kind == ValueKind.Null ? 0 : value.GetHashCode();

    private static int Sum(IEnumerable<int> hashes) =>
        hashes.Aggregate(0, static (sum, hash) => unchecked(sum + (hash * 31)));
}
