using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Lists: both sides are told along the base, element by element and gap by gap, and what they say of one element or
/// one gap is joined. So an element edited by one side and moved by the other is both.
/// </summary>
internal partial class MergeWalk
{
    // Whether an order in the list at hand is open. What was there before is then the list as a whole.
    private bool _contested;

    /// <summary>A list in three versions: where, its base, its names, and the order both sides keep.</summary>
    private sealed record Lists(ValuePath Path, Value.List Before, ListIdentity Identity, Lazy<NameOrder?> Order)
    {
        public ElementName? NameOf(ListSide.Item item) => Identity.NameOf(item.Value);
    }

    private protected Value.List JoinLists(ValuePath path, Value.List before, Value.List ours, Value.List theirs)
    {
        var identity = ListIdentity.For(before, ours, theirs, run.Options);
        var lists = new Lists(path, before, identity, new(() => NameOrder.Of(identity, ours, theirs), false));
        var our = ListSide.Of(before, ours, identity, _budget);
        var their = ListSide.Of(before, theirs, identity, _budget);
        var outer = _contested;
        _contested = false;
        our.Renew(their);
        their.Renew(our);
        ListSlack.Take(before, our, their);
        JoinArrivals(lists, our, their);

        var elements = new Dictionary<int, (Value? Value, bool Moves)>();
        foreach (var at in our.Touched.Concat(their.Touched).Distinct().Order())
        {
            var joined = Join(path.Append(at), before[at], our.Fate(at), their.Fate(at));
            var moves = our.MovedTo(at) >= 0 || their.MovedTo(at) >= 0;
            elements.Add(at, (joined, moves));
            if (joined is not null) JoinPlaces(path, at, joined, our, their);
        }

        our.Settle();
        their.Settle();
        var result = before;
        var gaps = our.Runs.Keys.Concat(their.Runs.Keys).Distinct();
        var places = gaps.Select(gap => (At: gap, IsGap: true))
            .Concat(elements.Keys.Select(at => (At: at, IsGap: false)));

        // From the end, so that the base indexes still hold; a gap lies before the element of its index.
        foreach (var (at, isGap) in places.OrderByDescending(place => place.At).ThenBy(place => place.IsGap))
        {
            result = isGap
                ? Inserted(result, at, JoinRuns(lists, at, our.Run(at), their.Run(at)), elements)
                : Placed(result, at, elements[at]);
        }

        if (_contested) result = before;
        _contested = outer;
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

    /// <summary>
    /// An element that both sides moved goes to one place only: the same, or the one the policy prefers.
    /// </summary>
    private void JoinPlaces(ValuePath path, int at, Value element, ListSide our, ListSide their)
    {
        var (ourGap, theirGap) = (our.MovedTo(at), their.MovedTo(at));
        if (ourGap < 0 || theirGap < 0 || ourGap == theirGap) return;
        var moved = Value.List.From([element]);
        var decision = DecideOrder(
            new Conflict(path.Append(at), moved, moved, moved, ConflictKind.Order) { IsPlace = true });
        if (!decision.TakesOurs) our.Drop(at);
        if (!decision.TakesTheirs) their.Drop(at);
    }

    /// <summary>New elements of one name on both sides are one element, joined.</summary>
    private void JoinArrivals(Lists lists, ListSide our, ListSide their)
    {
        if (!lists.Identity.HasKeys) return;
        var (ours, theirs) = (NewNames(lists, our), NewNames(lists, their));
        foreach (var (name, theirPlace) in theirs)
        {
            if (theirPlace is { } place && ours.TryGetValue(name, out var ourPlace) && ourPlace is not null)
                JoinArrival(lists.Path, (our, ourPlace.Value), (their, place));
        }
    }

    /// <summary>The names of a side's new elements, each with its place; null for a name that comes twice.</summary>
    private static Dictionary<ElementName, ListSide.Place?> NewNames(Lists lists, ListSide side)
    {
        var names = new Dictionary<ElementName, ListSide.Place?>();
        foreach (var (gap, run) in side.Runs)
        {
            for (var i = 0; i < run.Count; i++)
            {
                if (!run[i].IsNew || lists.NameOf(run[i]) is not { } name) continue;
                if (!names.TryAdd(name, new ListSide.Place(gap, i))) names[name] = null;
            }
        }

        return names;
    }

    private void JoinArrival(
        ValuePath path, (ListSide Side, ListSide.Place Place) our, (ListSide Side, ListSide.Place Place) their)
    {
        var place = path.Append(Math.Min(our.Place.Gap, their.Place.Gap));
        var open = _open.Count;
        var joined = Join(place, null, our.Side.At(our.Place).Value, their.Side.At(their.Place).Value);
        if (joined is null && _open.Count > open)
        {
            _contested = true;
            return;
        }

        var item = joined is null ? ListSide.Item.Dropped : new ListSide.Item(joined, -1);
        our.Side.Put(our.Place, item);
        their.Side.Put(their.Place, item);
        if (joined is null || our.Place.Gap == their.Place.Gap) return;
        var arrived = Value.List.From([joined]);
        var decision = DecideOrder(
            new Conflict(place, null, arrived, arrived, ConflictKind.Order) { IsPlace = true });
        if (!decision.TakesOurs) our.Side.Put(our.Place, ListSide.Item.Dropped);
        if (!decision.TakesTheirs) their.Side.Put(their.Place, ListSide.Item.Dropped);
    }

    /// <summary>
    /// What both sides put in one gap. What both put first and last is common; of the rest, one side's alone is taken
    /// as it is, both go into the order that both sides keep, different elements named by a given key in the order of
    /// their names, and else the order is a conflict.
    /// </summary>
    private List<ListSide.Item> JoinRuns(
        Lists lists, int gap, IReadOnlyList<ListSide.Item> ours, IReadOnlyList<ListSide.Item> theirs)
    {
        var start = 0;
        var shorter = Math.Min(ours.Count, theirs.Count);
        while (start < shorter && ours[start].IsSameAs(theirs[start])) start++;
        var end = 0;
        while (end < shorter - start && ours[^(end + 1)].IsSameAs(theirs[^(end + 1)])) end++;
        ListSide.Item[] our = [.. ours.Take(ours.Count - end).Skip(start)];
        ListSide.Item[] their = [.. theirs.Take(theirs.Count - end).Skip(start)];
        if (our.Length == 0 || their.Length == 0) return [.. theirs.Count > ours.Count ? theirs : ours];
        var previous = start > 0 ? ours[start - 1].Value : gap > 0 ? lists.Before[gap - 1] : null;
        var next = end > 0 ? ours[^end].Value : gap < lists.Before.Count ? lists.Before[gap] : null;
        var rests = Ordered(lists, (previous, next), our, their) ?? JoinRests(lists, gap, our, their);
        return [.. ours.Take(start), .. rests, .. ours.Skip(ours.Count - end)];
    }

    /// <summary>
    /// Both runs as one, in the order that both sides keep; null where there is none or it is not kept just here.
    /// </summary>
    private static ListSide.Item[]? Ordered(
        Lists lists, (Value? Previous, Value? Next) neighbours, ListSide.Item[] ours, ListSide.Item[] theirs)
    {
        if (!lists.Identity.HasKeys || ours.Concat(theirs).Any(item => lists.NameOf(item) is null)) return null;
        if (lists.Order.Value is not { } order) return null;
        if (!order.Rises(ours.Select(Name)) || !order.Rises(theirs.Select(Name))) return null;
        ListSide.Item[] both = [.. order.Sorted(ours.Concat(NotAmong(lists, ours, theirs)), Name)];
        IEnumerable<Value?> line = [Known(neighbours.Previous), .. both.Select(Name), Known(neighbours.Next)];
        return order.Rises(line.OfType<Value>()) ? both : null;

        Value Name(ListSide.Item item) => lists.NameOf(item)!.Value.Name;
        Value? Known(Value? element) => element is null ? null : lists.Identity.NameOf(element)?.Name;
    }

    private IEnumerable<ListSide.Item> JoinRests(
        Lists lists, int gap, ListSide.Item[] ours, ListSide.Item[] theirs)
    {
        var (onlyOurs, onlyTheirs) = (NotAmong(lists, theirs, ours), NotAmong(lists, ours, theirs));
        if (lists.Identity.Suggestion is null && onlyOurs.Length == ours.Length && onlyTheirs.Length == theirs.Length
            && TryName(lists, ours, out var ourName) && TryName(lists, theirs, out var theirName))
        {
            return string.CompareOrdinal(ourName, theirName) < 0 ? ours.Concat(theirs) : theirs.Concat(ours);
        }

        ListSide.Item[] oursFirst = [.. ours, .. onlyTheirs];
        ListSide.Item[] theirsFirst = [.. theirs, .. onlyOurs];
        var conflict = new Conflict(
            lists.Path.Append(gap), null, ListOf(oursFirst), ListOf(theirsFirst), ConflictKind.Order);
        var decision = DecideOrder(conflict);
        if (decision.TakesTheirs) return theirsFirst;
        if (decision.TakesOurs || !decision.IsMade) return oursFirst;
        var chosen = decision.Outcome(conflict) as Value.List ?? Value.List.Empty;
        return chosen.Items.Select(item => new ListSide.Item(item, -1));
    }

    private MergeDecision DecideOrder(Conflict conflict)
    {
        var decision = Decide(conflict);
        _contested |= !decision.IsMade;
        return decision;
    }

    /// <summary>
    /// The items of which others hold none that is the same: moved from one place, or new under one name.
    /// </summary>
    private static ListSide.Item[] NotAmong(Lists lists, ListSide.Item[] others, ListSide.Item[] items)
    {
        var origins = others.Where(other => !other.IsNew).Select(other => other.Origin).ToHashSet();
        var names = others.Where(other => other.IsNew).Select(lists.NameOf).ToHashSet();
        return [.. items.Where(item => item.IsNew
            ? lists.NameOf(item) is not { } name || !names.Contains(name)
            : !origins.Contains(item.Origin))];
    }

    private static Value.List ListOf(ListSide.Item[] items) => Value.List.From(items.Select(item => item.Value));

    /// <summary>The name of the first element of a run in which every element has one.</summary>
    private static bool TryName(Lists lists, ListSide.Item[] run, out string name)
    {
        name = string.Empty;
        foreach (var item in run)
        {
            if (lists.NameOf(item) is null) return false;
        }

        name = lists.NameOf(run[0])!.Value.Name.ToString();
        return true;
    }
}
