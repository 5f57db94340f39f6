using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>The variables of a state by id, and as trees.</summary>
/// <remarks>
/// They stand in a list without gaps, in no order that means anything: what changes many of them makes the list anew,
/// what changes a few shares the rest. Immutable; finding and setting cost O(log n).
/// </remarks>
internal sealed class VariableTree
{
    public static readonly VariableTree Empty = new([], [], [], 0, null);

    // From so many on per change, copying the list costs less than setting its elements one by one.
    private const int Dense = 32;

    private readonly PersistentList<TrackedVariable> _list;
    private readonly PersistentMap<long, int> _slots;
    private readonly long _nextOrdinal;

    // Follows from the rest; who needs it first writes it down.
    private VisitPlan? _plan;

    private VariableTree(
        PersistentList<TrackedVariable> list,
        PersistentMap<long, int> slots,
        PersistentList<long> roots,
        long nextOrdinal,
        VisitPlan? plan)
    {
        _list = list;
        _slots = slots;
        Roots = roots;
        _nextOrdinal = nextOrdinal;
        _plan = plan;
    }

    /// <summary>How many variables there are.</summary>
    public int Count => _list.Count;

    /// <summary>The ids of those without a parent, oldest first.</summary>
    public PersistentList<long> Roots { get; }

    /// <summary>All variables, in no order.</summary>
    public IEnumerable<TrackedVariable> Variables => _list;

    /// <summary>In which order a detection visits them.</summary>
    public VisitPlan Plan => _plan ??= VisitPlan.Of(this);

    /// <summary>The variable in a slot.</summary>
    public TrackedVariable this[int slot] => _list[slot];

    /// <summary>The variables in a slot and in some that follow it.</summary>
    public ReadOnlySpan<TrackedVariable> SpanFrom(int slot) => _list.SpanFrom(slot);

    /// <summary>The variable with an id that there is.</summary>
    public TrackedVariable Get(long id) => _list[_slots[id]];

    /// <summary>The variable with an id, if there is one.</summary>
    public bool TryGet(long id, [NotNullWhen(true)] out TrackedVariable? variable)
    {
        variable = _slots.TryGetValue(id, out var slot) ? _list[slot] : null;
        return variable is not null;
    }

    /// <summary>The slot of an id that there is.</summary>
    public int SlotOf(long id) => _slots[id];

    /// <summary>The tree with one more variable, the youngest of all.</summary>
    public VariableTree Add(TrackedVariable variable)
    {
        var grown = new VariableTree(
            _list.Add(variable with { Ordinal = _nextOrdinal }),
            _slots.Set(variable.Id, Count),
            variable.ParentId == 0 ? Roots.Add(variable.Id) : Roots,
            _nextOrdinal + 1,
            null);
        if (variable.ParentId == 0) return grown;
        var parent = Get(variable.ParentId);
        return grown.Set(parent with { Children = parent.Children.Add(variable.Id) });
    }

    /// <summary>The tree with another variable in the place of the one with its id.</summary>
    public VariableTree Set(TrackedVariable variable)
    {
        var slot = _slots[variable.Id];
        var plan = _plan is not null && VisitPlan.AreAlike(_list[slot], variable) ? _plan : null;
        return new(_list.SetAt(slot, variable), _slots, Roots, _nextOrdinal, plan);
    }

    /// <summary>The tree with other variables in some slots, which are as active, readable and parental.</summary>
    public VariableTree SetAll(ReadOnlySpan<SlotEdit> edits)
    {
        var list = _list;
        if ((long)edits.Length * Dense < Count)
        {
            foreach (var edit in edits) list = list.SetAt(edit.Slot, edit.Variable);
        }
        else
        {
            using var all = new Gathered<TrackedVariable>(Count);
            for (var slot = 0; slot < Count; slot = all.Items.Length) all.Add(list.SpanFrom(slot));
            foreach (var edit in edits) all.Items[edit.Slot] = edit.Variable;
            list = PersistentList<TrackedVariable>.From(all.Items);
        }

        return new(list, _slots, Roots, _nextOrdinal, _plan);
    }

    /// <summary>The ids of a variable and all that lies below it, each before those below it.</summary>
    public List<long> Below(long id)
    {
        var ids = new List<long>();
        var open = new Stack<long>([id]);
        while (open.TryPop(out var next))
        {
            ids.Add(next);
            var children = Get(next).Children;
            for (var place = children.Count; place > 0; place--) open.Push(children[place - 1]);
        }

        return ids;
    }

    /// <summary>The tree without a variable and all that lies below it, as <see cref="Below"/> says.</summary>
    public VariableTree Remove(List<long> below)
    {
        var top = Get(below[0]);
        var tree = top.ParentId == 0
            ? new VariableTree(_list, _slots, Without(Roots, top), _nextOrdinal, null)
            : Set(Get(top.ParentId) with { Children = Without(Get(top.ParentId).Children, top) });
        foreach (var id in below) tree = tree.Vacate(id);
        return tree;
    }

    /// <summary>
    /// The tree in which nothing above a variable, itself included, is settled, so that the next detection comes by.
    /// </summary>
    /// <remarks>
    /// It ends at one that is not settled: none above that is, or it is inactive, and activating it unsettles them.
    /// </remarks>
    public VariableTree Unsettle(long id)
    {
        var tree = this;
        while (tree.TryGet(id, out var variable) && variable.IsSettled)
        {
            tree = tree.Set(variable with { IsSettled = false });
            id = variable.ParentId;
        }

        return tree;
    }

    /// <summary>Siblings without one of them; they stand in the order of their ordinals.</summary>
    private PersistentList<long> Without(PersistentList<long> siblings, TrackedVariable variable)
    {
        var (low, high) = (0, siblings.Count - 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Get(siblings[middle]).Ordinal < variable.Ordinal) low = middle + 1;
            else high = middle;
        }

        return siblings.RemoveAt(low);
    }

    /// <summary>Takes a variable out of the list and puts the last one in its slot.</summary>
    private VariableTree Vacate(long id)
    {
        var (slot, last) = (_slots[id], _list[Count - 1]);
        var list = _list.SetAt(slot, last).RemoveAt(Count - 1);
        var slots = last.Id == id ? _slots.Remove(id) : _slots.Remove(id).Set(last.Id, slot);
        return new(list, slots, Roots, _nextOrdinal, null);
    }
}
