using System.Collections;
using Timeline.Values;

namespace Timeline.Isolation;

/// <summary>Finds again where in a value an object of some type is, to tell it in an error.</summary>
internal static class ObjectSearch
{
    // A value may be endless where it is not a graph of objects that are there.
    private const int Most = 1_000_000;

    internal static string PathTo(Type sought, object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Queue<(object It, ValuePath Path)> open = new([(root, ValuePath.Root)]);
        while (open.TryDequeue(out var at) && seen.Count < Most)
        {
            if (at.It.GetType() == sought) return at.Path.ToDotted();
            if (!seen.Add(at.It) || Unchanging.IsKept(at.It.GetType())) continue;
            foreach (var (part, step) in Parts(at.It)) open.Enqueue((part, at.Path.Append(step)));
        }

        return ValuePath.Root.ToDotted();
    }

    private static IEnumerable<(object Part, PathSegment Step)> Parts(object it) =>
        it is Array || Collections.Knows(it.GetType())
            ? Elements((IEnumerable)it)
            : ObjectFields.Changing(it.GetType())
                .Where(field => !InstanceFields.IsCleared(field))
                .Select(field => (Part: field.GetValue(it), Step: new PathSegment(InstanceFields.NameOf(field))))
                .Where(part => part.Part is not null)
                .Select(part => (part.Part!, part.Step));

    private static IEnumerable<(object Part, PathSegment Step)> Elements(IEnumerable all)
    {
        var index = 0;
        foreach (var element in all)
        {
            if (Pair.Of(element) is { } pair)
            {
                if (pair.Key is { } key) yield return (key, pair.Step);
                if (pair.Value is { } value) yield return (value, pair.Step);
            }
            else if (element is not null)
            {
                yield return (element, new PathSegment(index));
            }

            index++;
        }
    }
}
