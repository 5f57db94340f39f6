using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Lists: both sides are told along the base, element by element and gap by gap, and what they say of one element or
/// one gap is joined. So an element edited by one side and moved by the other is both.
/// </summary>
internal sealed partial class MergeWalk
{
    private Value.List JoinLists(ValuePath path, Value.List before, Value.List ours, Value.List theirs)
    {
        var our = ListSide.Of(before, ours, options, _budget);
        var their = ListSide.Of(before, theirs, options, _budget);
        JoinArrivals(path, our, their);

        var elements = new Dictionary<int, (Value? Value, bool Moves)>();
        foreach (var at in our.Touched.Concat(their.Touched).Distinct().Order())
        {
            var joined = Join(path.Append(at), before[at], our.Fate(at), their.Fate(at));
            var moves = our.MovedTo(at) >= 0 || their.MovedTo(at) >= 0;
            elements.Add(at, (joined, moves));
            if (joined is not null) JoinPlaces(path, at, joined, our, their);
        }

        var result = before;
        var gaps = our.Runs.Keys.Concat(their.Runs.Keys).Distinct();
        var places = gaps.Select(gap => (At: gap, IsGap: true)).Concat(elements.Keys.Select(at => (At: at, IsGap: false)));

        // From the end, so that the base indexes still hold; a gap lies before the element of its index.
        foreach (var (at, isGap) in places.OrderByDescending(place => place.At).ThenBy(place => place.IsGap))
        {
            result = isGap
                ? Inserted(result, at, JoinRuns(path.Append(at), our.Run(at), their.Run(at)), elements)
                : Placed(result, at, elements[at]);
        }

        return result;
    }

    private static Value.List Placed(Value.List list, int at, (Value? Value, bool Moves) element) =>
        element.Value is null || element.Moves ? list.RemoveAt(at) : list.SetAt(at, element.Value);

    private static Value.List Inserted(
        Value.List list, int at, List<ListSide.Item> run, Dictionary<int, (Value? Value, bool Moves)> elements)
    {
        for (var i = run.Count - 1; i >= 0; i--)
        {
            var value = run[i].IsNew ? run[i].Value : elements[run[i].Origin].Value;
            if (value is not null) list = list.InsertAt(at, value);
        }

        return list;
    }

    /// <summary>An element that both sides moved goes to one place only: the same, or the one the policy prefers.</summary>
    private void JoinPlaces(ValuePath path, int at, Value element, ListSide our, ListSide their)
    {
        var (ourGap, theirGap) = (our.MovedTo(at), their.MovedTo(at));
        if (ourGap < 0 || theirGap < 0 || ourGap == theirGap) return;
        var moved = Value.List.From([element]);
        var decision = Decide(new Conflict(path.Append(at), moved, moved, moved, ConflictKind.Order));
        var loser = decision.PrefersTheirs ? our.Runs[ourGap] : their.Runs[theirGap];
        _ = loser.RemoveAll(item => item.Origin == at);
    }

    /// <summary>New elements of one name on both sides are one element, joined.</summary>
    private void JoinArrivals(ValuePath path, ListSide our, ListSide their)
    {
        if (options.IdentityKeys.Count == 0) return;
        var (ours, theirs) = (NewNames(our), NewNames(their));
        foreach (var (name, theirGap) in theirs)
        {
            if (theirGap >= 0 && ours.TryGetValue(name, out var ourGap) && ourGap >= 0)
                JoinArrival(path, name, (our.Runs[ourGap], ourGap), (their.Runs[theirGap], theirGap));
        }
    }

    /// <summary>The names of a side's new elements, each with its gap; -1 for a name that comes twice.</summary>
    private Dictionary<ElementName, int> NewNames(ListSide side)
    {
        var names = new Dictionary<ElementName, int>();
        foreach (var (gap, run) in side.Runs)
        {
            foreach (var item in run)
            {
                if (!item.IsNew || ElementName.Of(item.Value, options.IdentityKeys) is not { } name) continue;
                if (!names.TryAdd(name, gap)) names[name] = -1;
            }
        }

        return names;
    }

    private void JoinArrival(
        ValuePath path,
        ElementName name,
        (List<ListSide.Item> Run, int Gap) our,
        (List<ListSide.Item> Run, int Gap) their)
    {
        var (ourAt, theirAt) = (our.Run.FindIndex(IsIt), their.Run.FindIndex(IsIt));
        var place = path.Append(Math.Min(our.Gap, their.Gap));
        var joined = Join(place, null, our.Run[ourAt].Value, their.Run[theirAt].Value);
        if (joined is null) return;
        our.Run[ourAt] = new ListSide.Item(joined, -1);
        their.Run[theirAt] = new ListSide.Item(joined, -1);
        if (our.Gap == their.Gap) return;
        var arrived = Value.List.From([joined]);
        if (Decide(new Conflict(place, null, arrived, arrived, ConflictKind.Order)).PrefersTheirs)
            our.Run.RemoveAt(ourAt);
        else
            their.Run.RemoveAt(theirAt);

        bool IsIt(ListSide.Item item) => item.IsNew && ElementName.Of(item.Value, options.IdentityKeys) == name;
    }

    /// <summary>
    /// What both sides put in one gap. What both put first and last is common; of the rest, one side's alone is taken
    /// as it is, different named elements go in the order of their names, and else the order is a conflict.
    /// </summary>
    private List<ListSide.Item> JoinRuns(
        ValuePath path, IReadOnlyList<ListSide.Item> ours, IReadOnlyList<ListSide.Item> theirs)
    {
        var start = 0;
        var shorter = Math.Min(ours.Count, theirs.Count);
        while (start < shorter && ours[start].IsSameAs(theirs[start])) start++;
        var end = 0;
        while (end < shorter - start && ours[^(end + 1)].IsSameAs(theirs[^(end + 1)])) end++;
        ListSide.Item[] our = [.. ours.Take(ours.Count - end).Skip(start)];
        ListSide.Item[] their = [.. theirs.Take(theirs.Count - end).Skip(start)];
        return [.. ours.Take(start), .. JoinRests(path, our, their), .. ours.Skip(ours.Count - end)];
    }

    private IEnumerable<ListSide.Item> JoinRests(ValuePath path, ListSide.Item[] ours, ListSide.Item[] theirs)
    {
        if (ours.Length == 0) return theirs;
        if (theirs.Length == 0) return ours;
        ListSide.Item[] onlyOurs = [.. ours.Where(item => !Array.Exists(theirs, item.IsNamesake(options)))];
        ListSide.Item[] onlyTheirs = [.. theirs.Where(item => !Array.Exists(ours, item.IsNamesake(options)))];
        if (onlyOurs.Length == ours.Length && onlyTheirs.Length == theirs.Length
            && TryName(ours, out var ourName) && TryName(theirs, out var theirName))
        {
            return string.CompareOrdinal(ourName, theirName) < 0 ? ours.Concat(theirs) : theirs.Concat(ours);
        }

        ListSide.Item[] oursFirst = [.. ours, .. onlyTheirs];
        ListSide.Item[] theirsFirst = [.. theirs, .. onlyOurs];
        var conflict = new Conflict(path, null, ListOf(oursFirst), ListOf(theirsFirst), ConflictKind.Order);
        var decision = Decide(conflict);
        return decision.PrefersTheirs ? theirsFirst : oursFirst;
    }

    private static Value.List ListOf(ListSide.Item[] items) => Value.List.From(items.Select(item => item.Value));

    /// <summary>The name of the first element of a run in which every element has one.</summary>
    private bool TryName(ListSide.Item[] run, out string name)
    {
        name = string.Empty;
        foreach (var item in run)
        {
            if (ElementName.Of(item.Value, options.IdentityKeys) is null) return false;
        }

        name = ElementName.Of(run[0].Value, options.IdentityKeys)!.Value.Name.ToString();
        return true;
    }
}
