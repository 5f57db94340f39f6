using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What objects, mappings, sets and lists hold: ours, with what their side changed.</summary>
internal sealed partial class ObjectMergeWalk
{
    private Part JoinMembers(ValuePath path, ObjectView view, Part before, Part ours, Part theirs)
    {
        var (our, their) = (ours.Seen!, theirs.Seen!);
        var result = our;
        foreach (var member in view.Members)
        {
            var isTheirs = !(before.Seen is { } old && member.AreSurelyAlike(old, their, true));
            if (!isTheirs || member.AreSurelyAlike(our, their, true)) continue;
            if (!ObjectMaker.CanSet(view, member)) continue;
            var has = Part.Of(member.Get(our));
            var had = before.Seen is { } it ? Part.Of(member.Get(it)) : default;
            var joined = Join(path.Append(member.Step), member.Part.View, had, has, Part.Of(member.Get(their)));
            if (joined.IsSameAs(has)) continue;

            // Left open where there was nothing: then what is made here is not taken anyway.
            if (!joined.IsThere && HasOpen) continue;
            var held = result;
            result = Made(view, () => joined.IsThere
                ? ObjectMaker.With(view, held, member, joined.Seen)
                : throw new ObjectFault(view.Type, $"its member {member.Name} cannot be taken away"));
        }

        return Part.Of(result);
    }

    private Part JoinEntries(ValuePath path, MappingView view, Part before, Part ours, Part theirs)
    {
        var old = before.Seen ?? Made(view, () => view.Make([]));
        var ourEntries = view.Differences(_walk, old, ours.Seen!).ToDictionary(entry => entry.Name);
        var result = ours.Seen!;
        foreach (var entry in view.Differences(_walk, old, theirs.Seen!).OrderBy(it => it.Name, StringComparer.Ordinal))
        {
            var had = new Part(entry.HasLeft, entry.Left);
            var has = ourEntries.TryGetValue(entry.Name, out var our) ? new Part(our.HasRight, our.Right) : had;
            var joined = Join(path.Append(entry.Name), view.Item.View, had, has, new Part(entry.HasRight, entry.Right));
            if (joined.IsSameAs(has)) continue;
            var held = result;
            result = Made(view, () => joined.IsThere
                ? view.With(held, entry.Name, joined.Seen)
                : view.Without(held, entry.Name));
        }

        return Part.Of(result);
    }

    /// <summary>The base without what either side took out, and with what either put in.</summary>
    private Part JoinSets(SequenceView view, Part before, Part ours, Part theirs)
    {
        var (old, our, their) = (Elements(view, before), Elements(view, ours), Elements(view, theirs));
        var stay = our.Where(it => !old.ContainsKey(it.Key) || their.ContainsKey(it.Key)).ToArray();
        var come = their.Where(it => !old.ContainsKey(it.Key) && !our.ContainsKey(it.Key)).ToArray();
        if (come.Length == 0 && stay.Length == our.Count) return ours;
        if (stay.Length + come.Length == their.Count && stay.All(it => their.ContainsKey(it.Key))) return theirs;
        return Part.Of(Made(view, () => view.Make([.. stay.Concat(come).Select(it => it.Value)])));
    }

    private Dictionary<Value, object?> Elements(SequenceView view, Part set)
    {
        var elements = new Dictionary<Value, object?>();
        if (set.Seen is not { } seen) return elements;
        foreach (var element in view.Elements(seen))
            _ = elements.TryAdd(_walk.Project(view.Element.View, element), element);
        return elements;
    }

    /// <summary>Lists as lists of values; their elements are joined as the objects that they are.</summary>
    private Part JoinSequences(ValuePath path, SequenceView view, Part before, Part ours, Part theirs)
    {
        if (AreSame(view, ours, theirs) || AreSame(view, before, theirs)) return ours;
        if (AreSame(view, before, ours)) return theirs;
        var elements = new MergedElements(view.Element.View);
        var our = elements.See(_walk, view, ours.Seen!);
        var (old, their) = (elements.See(_walk, view, before.Seen!), elements.See(_walk, view, theirs.Seen!));
        var outer = _elements;
        _elements = elements;
        var joined = JoinLists(path, old, our, their);
        _elements = outer;
        return Part.Of(Spliced(view, ours.Seen!, our, joined, elements));
    }

    /// <summary>Our list with other elements between what both begin and end with.</summary>
    private object Spliced(
        SequenceView view, object ours, Value.List our, Value.List joined, MergedElements elements)
    {
        var shorter = Math.Min(our.Count, joined.Count);
        var start = 0;
        while (start < shorter && our[start].Equals(joined[start])) start++;
        var end = 0;
        while (end < shorter - start && our[our.Count - end - 1].Equals(joined[joined.Count - end - 1])) end++;
        if (start + end == our.Count && our.Count == joined.Count) return ours;
        object?[] by = [.. Enumerable.Range(start, joined.Count - start - end)
            .Select(at => Element(elements, joined[at]))];
        return Made(view, () => view.Splice(ours, start, our.Count - start - end, by));
    }

    /// <summary>The element that is seen as a value; a value that a decision put there is made one.</summary>
    private object? Element(MergedElements elements, Value value) => elements.TryFind(value, out var element)
        ? element
        : Made(elements.View, () => ObjectTree.Read(elements.View, value));
}
