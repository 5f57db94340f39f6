using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// What one side of a merge made of a list, told along the base: by base index, and by gap between indexes.
/// </summary>
internal sealed class ListSide
{
    private readonly Dictionary<int, Value?> _changed = [];
    private readonly Dictionary<int, int> _movedTo = [];
    private readonly HashSet<int> _dropped = [];

    // The moved elements that are known by their content alone.
    private readonly HashSet<int> _likened = [];
    private readonly Value.List _before;

    private ListSide(Value.List before) => _before = before;

    /// <summary>Base indexes whose element is gone, edited or moved.</summary>
    public IEnumerable<int> Touched => _changed.Keys.Concat(_movedTo.Keys);

    /// <summary>What this side put in before a base index (or at the end), in order.</summary>
    public Dictionary<int, List<Item>> Runs { get; } = [];

    /// <summary>
    /// An element put in: a new one, or one moved here from the base index <paramref name="Origin"/>.
    /// </summary>
    internal readonly record struct Item(Value Value, int Origin)
    {
        public bool IsNew => Origin < 0;

        public bool IsSameAs(Item other) => Origin == other.Origin && (!IsNew || Value.Equals(other.Value));

        /// <summary>Stands where an item was that goes elsewhere, until the side is settled.</summary>
        public static Item Dropped { get; } = new(Value.OfNull(), int.MinValue);
    }

    /// <summary>Where an item stands: its gap, and its number among the items of the gap.</summary>
    internal readonly record struct Place(int Gap, int Number);

    /// <summary>The item at a place.</summary>
    public Item At(Place place) => Runs[place.Gap][place.Number];

    /// <summary>Puts another item in a place.</summary>
    public void Put(Place place, Item item) => Runs[place.Gap][place.Number] = item;

    /// <summary>Aligns one side with the base.</summary>
    public static ListSide Of(Value.List before, Value.List after, ListIdentity identity, WorkBudget budget)
    {
        var side = new ListSide(before);
        var windows = ListWindows.Between(before, after, exactly: true);
        var alignment = ListAlignment.Align(before, after, windows, identity, budget);
        for (var i = 0; i < alignment.Before.Length; i++)
        {
            var partner = alignment.Partner[i];
            var (old, current) = (alignment.Before[i], partner < 0 ? null : alignment.After[partner].Value);
            if (current is null || !old.Value.ExactlyEquals(current)) side._changed.Add(old.At, current);
        }

        foreach (var stretch in alignment.Stretches())
        {
            for (var j = stretch.AfterStart; j < stretch.AfterEnd; j++)
            {
                var partner = alignment.AfterPartner[j];
                var origin = partner < 0 ? -1 : alignment.Before[partner].At;
                if (origin >= 0) side._movedTo.Add(origin, stretch.BeforeAt);
                if (origin >= 0 && !alignment.IsNamed(partner)) _ = side._likened.Add(origin);
                side.RunAt(stretch.BeforeAt).Add(new Item(alignment.After[j].Value, origin));
            }
        }

        return side;
    }

    /// <summary>What became of a base element; null if it is gone.</summary>
    public Value? Fate(int at) => _changed.TryGetValue(at, out var value) ? value : _before[at];

    /// <summary>The gap a base element was moved to, or -1 if it stayed among its neighbours.</summary>
    public int MovedTo(int at) => _movedTo.TryGetValue(at, out var gap) ? gap : -1;

    /// <summary>Takes an element that was moved out of the place it was moved to.</summary>
    public void Drop(int origin) => _ = _dropped.Add(origin);

    /// <summary>
    /// An element that is known by its content alone, and that the other side took out, was not moved: it is gone, and
    /// an equal one is new elsewhere. So nothing is lost that this side put in.
    /// </summary>
    public void Renew(ListSide other)
    {
        foreach (var origin in _likened)
        {
            if (other.Fate(origin) is not null) continue;
            var run = Runs[_movedTo[origin]];
            var number = run.FindIndex(item => item.Origin == origin);
            run[number] = new Item(run[number].Value, -1);
            _ = _movedTo.Remove(origin);
            _changed[origin] = null;
        }
    }

    /// <summary>Whether this side left a base element as and where it was.</summary>
    public bool Keeps(int at) => !_changed.ContainsKey(at) && !_movedTo.ContainsKey(at);

    /// <summary>Whether this side took a base element out.</summary>
    public bool IsGone(int at) => _changed.TryGetValue(at, out var value) && value is null;

    /// <summary>The base indexes whose element is gone for good.</summary>
    public IEnumerable<int> Gone => _changed.Where(entry => entry.Value is null).Select(entry => entry.Key);

    /// <summary>Says of an equal element beside it that it was the one to be taken out.</summary>
    public void TakeInstead(int at, int other)
    {
        _ = _changed.Remove(at);
        _changed.Add(other, null);
    }

    /// <summary>
    /// Whether what was put in a gap could as well stand behind the next element (or before the one before), for that
    /// is equal to the first (or last) of it.
    /// </summary>
    public bool CanSlide(int gap, int by)
    {
        var passed = by > 0 ? gap : gap - 1;
        if (passed < 0 || passed >= _before.Count || !Keeps(passed) || Runs.ContainsKey(gap + by)) return false;
        return Runs[gap][by > 0 ? 0 : ^1].Value.ExactlyEquals(_before[passed]);
    }

    /// <summary>Puts what was put in a gap behind the next element, or before the one before.</summary>
    public void Slide(int gap, int by)
    {
        _ = Runs.Remove(gap, out var run);
        var (first, last) = (run![0], run[^1]);
        run.RemoveAt(by > 0 ? 0 : run.Count - 1);
        run.Insert(by > 0 ? run.Count : 0, by > 0 ? first : last);
        Runs.Add(gap + by, run);
        foreach (var item in run)
        {
            if (!item.IsNew) _movedTo[item.Origin] = gap + by;
        }
    }

    /// <summary>Forgets what was dropped.</summary>
    public void Settle()
    {
        foreach (var run in Runs.Values)
            _ = run.RemoveAll(item => item == Item.Dropped || _dropped.Contains(item.Origin));
    }

    /// <summary>The run at a gap; empty if there is none.</summary>
    public IReadOnlyList<Item> Run(int gap) => Runs.TryGetValue(gap, out var run) ? run : [];

    private List<Item> RunAt(int gap)
    {
        if (!Runs.TryGetValue(gap, out var run)) Runs.Add(gap, run = []);
        return run;
    }
}
