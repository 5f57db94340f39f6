using System.Runtime.CompilerServices;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What objects, mappings, sets and lists hold: ours, with what their side changed.</summary>
internal sealed partial class ObjectMergeWalk
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Part JoinMembers(ValuePath path, ObjectView view, in Sides sides)
    {
        var our = sides.Ours.Seen!;
        Dictionary<MemberView, object?>? changed = null;
        foreach (var member in view.Members)
        {
            if (IsOurs(member, in sides) || !ObjectMaker.CanSet(view, our, member)) continue;
            var part = PartsOf(member, in sides);
            var joined = Join(path.Append(member.Step), member.Part.View, in part);
            if (joined.IsSameAs(part.Ours)) continue;
            if (joined.IsThere) (changed ??= []).Add(member, joined.Seen);
            else RequireMember(view, member);
        }

        return changed is null ? sides.Ours : Part.Of(With(view, our, changed));
    }

    /// <summary>Whether a member is as our side has it, at a glance.</summary>
    private static bool IsOurs(MemberView member, in Sides sides) =>
        (sides.Before.Seen is { } old && member.AreSurelyAlike(old, sides.Theirs.Seen!, true))
        || member.AreSurelyAlike(sides.Ours.Seen!, sides.Theirs.Seen!, true);

    private static Sides PartsOf(MemberView member, in Sides sides) => new(
        sides.Before.Seen is { } old ? Part.Of(member.Get(old)) : default,
        Part.Of(member.Get(sides.Ours.Seen!)),
        Part.Of(member.Get(sides.Theirs.Seen!)));

    private object With(ObjectView view, object our, Dictionary<MemberView, object?> changed) =>
        Made(view, () => ObjectMaker.With(view, our, changed));

    /// <summary>A member is never nothing; where something is open, what is made here is not taken anyway.</summary>
    private void RequireMember(ObjectView view, MemberView member)
    {
        if (HasOpen) return;
        _isMaking = true;
        throw new ObjectFault(view.Type, $"its member {member.Name} cannot be taken away");
    }

    /// <summary>
    /// Whether a side differs in nothing but what cannot be set, so that it does not follow from what can: then there
    /// is no way to carry it over, and the object is one thing.
    /// </summary>
    private bool IsHidden(ObjectView view, in Sides sides)
    {
        var (our, their) = (sides.Ours.Seen!, sides.Theirs.Seen!);
        if (view.Members.All(member => ObjectMaker.CanSet(view, our, member))) return false;
        return sides.Before.Seen is { } old
            ? DiffersHidden(view, old, our) || DiffersHidden(view, old, their)
            : DiffersHidden(view, our, their);
    }

    private bool DiffersHidden(ObjectView view, object one, object other)
    {
        var different = view.Members.Where(member => !member.AreSame(_walk, one, other)).ToArray();
        return different.Length > 0 && !different.Any(member => ObjectMaker.CanSet(view, one, member));
    }

    private Part JoinEntries(ValuePath path, MappingView view, in Sides sides)
    {
        var old = sides.Before.Seen ?? Made(view, () => view.Make([]));
        var ours = sides.Ours.Seen!;
        var ourEntries = view.Differences(_walk, old, ours).ToDictionary(entry => entry.Name);
        MappingEdit? edit = null;
        var theirEntries = view.Differences(_walk, old, sides.Theirs.Seen!);
        foreach (var entry in theirEntries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var had = new Part(entry.HasLeft, entry.Left);
            var has = ourEntries.TryGetValue(entry.Name, out var our) ? new Part(our.HasRight, our.Right) : had;
            var item = new Sides(had, has, new Part(entry.HasRight, entry.Right));
            var joined = Join(path.Append(entry.Name), view.Item.View, in item);
            if (joined.IsSameAs(has)) continue;
            edit ??= Made(view, () => view.Edit(ours));
            Change(view, edit, entry.Name, joined);
        }

        return edit is null ? sides.Ours : Part.Of(Made(view, edit.Made));
    }

    private void Change(MappingView view, MappingEdit edit, string name, Part item) => _ = Made(view, () =>
    {
        if (item.IsThere) edit.Put(name, item.Seen);
        else edit.Remove(name);
        return edit;
    });

    /// <summary>The base without what either side took out, and with what either put in.</summary>
    /// <remarks>
    /// Elements that are written alike count: a set goes by what its comparer says, and may hold several of them.
    /// </remarks>
    private Part JoinSets(SequenceView view, in Sides sides)
    {
        var (before, ours, theirs) = sides;
        var (old, our, their) = (Elements(view, before), Elements(view, ours), Elements(view, theirs));
        var (gone, come, isTheirs) = (new List<object?>(), new List<object?>(), true);
        // What both have is put in once and stays, whatever else is written like it.
        IEqualityComparer<object?>? same = view.Element.Type.IsValueType ? null : ReferenceEqualityComparer.Instance;
        foreach (var element in our.Concat(their).Select(alike => alike.Key).Distinct())
        {
            var (mine, others) = (our[element], their[element]);
            var joined = JoinedCount(old[element].Count(), mine.Count(), others.Count());
            gone.AddRange(mine.OrderBy(it => others.Contains(it, same)).Take(mine.Count() - joined));
            come.AddRange(others.Except(mine, same).Take(joined - mine.Count()));
            isTheirs &= joined == others.Count();
        }

        if (gone.Count + come.Count == 0) return ours;
        return isTheirs ? theirs : Part.Of(Made(view, () =>
        {
            var edit = view.EditSet(ours.Seen!);
            foreach (var element in gone) edit.Remove(element);
            foreach (var element in come) _ = edit.Add(element);
            return edit.Made();
        }));
    }

    /// <summary>So many less as the one side took out most, so many more as the other put in.</summary>
    private static int JoinedCount(int before, int ours, int theirs) =>
        before + Math.Max(0, Math.Max(ours, theirs) - before) - Math.Max(0, before - Math.Min(ours, theirs));

    private ILookup<Value, object?> Elements(SequenceView view, Part set) =>
        (set.Seen is { } seen ? view.Elements(seen) : []).ToLookup(it => _walk.Project(view.Element.View, it));

    /// <summary>Lists as lists of values; their elements are joined as the objects that they are.</summary>
    private Part JoinSequences(ValuePath path, SequenceView view, in Sides sides)
    {
        var (before, ours, theirs) = sides;
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
