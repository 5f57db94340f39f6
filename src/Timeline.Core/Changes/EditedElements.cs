using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>The elements of a list: an index means the list as the changes before have left it.</summary>
internal sealed class EditedElements(ObjectEdit edit, SequenceView view, object seen) : EditedParts(edit, view)
{
    private readonly SequenceEdit _elements = view.Edit(seen);

    // Those in which something changes, from the last to the first: so most patches come to them.
    private readonly List<Opened> _open = [];
    private bool _isChanged;

    internal override EditedPart At(PathSegment step)
    {
        var index = IndexOf(step);
        var place = PlaceOf(index);
        if (place < _open.Count && _open[place].Index == index) return _open[place].Part;
        var part = new EditedPart(Edit, view.Element.View, _elements.At(index));
        _open.Insert(place, new Opened(index, part));
        return part;
    }

    internal override EditedPart Take(PathSegment step)
    {
        var part = At(step);
        var index = IndexOf(step);
        _open.RemoveAt(PlaceOf(index));
        Shift(index, -1);
        _elements.RemoveAt(index);
        _isChanged = true;
        return part;
    }

    internal override void Add(PathSegment step, Func<TypeView, object?> part)
    {
        var index = step.IsEnd ? _elements.Count : step.TryGetIndex(out var named) ? named : int.MaxValue;
        Require(index <= _elements.Count, $"there is no {step.Text}");
        var element = part(view.Element.View);
        Shift(index, 1);
        _elements.Insert(index, element);
        _isChanged = true;
    }

    /// <remarks>Written at once: nothing in it has to be kept for later.</remarks>
    internal override void Replace(PathSegment step, Change.Replaced change)
    {
        base.Replace(step, change);
        var index = IndexOf(step);
        var place = PlaceOf(index);
        Write(_open[place]);
        _open.RemoveAt(place);
    }

    internal override object Made()
    {
        foreach (var opened in _open) Write(opened);
        return _isChanged ? _elements.Made() : seen;
    }

    private void Write(Opened opened)
    {
        if (!opened.Part.TryChanged(out var made)) return;
        _elements.Put(opened.Index, made);
        _isChanged = true;
    }

    private int IndexOf(PathSegment step)
    {
        Require(step.TryGetIndex(out var index) && index < _elements.Count, $"there is no {step.Text}");
        return index;
    }

    /// <summary>The first that stands no later in the list than an index.</summary>
    private int PlaceOf(int index) => SortedPlace.Of(_open.Count, i => _open[i].Index > index);

    /// <summary>What stands at an index or behind it goes on by so many.</summary>
    private void Shift(int index, int by)
    {
        for (var i = 0; i < _open.Count && _open[i].Index >= index; i++)
            _open[i] = _open[i] with { Index = _open[i].Index + by };
    }

    private readonly record struct Opened(int Index, EditedPart Part);
}
