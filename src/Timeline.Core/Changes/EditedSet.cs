using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>The elements of a set, as the list that it is seen as; those that stay are the same objects.</summary>
internal sealed class EditedSet : EditedParts
{
    private readonly SequenceView _view;
    private readonly object _seen;
    private readonly SetEdit _set;
    private readonly ShiftedList<Element> _elements;
    private bool _isChanged;

    internal EditedSet(ObjectEdit edit, SequenceView view, object seen)
        : base(edit, view)
    {
        (_view, _seen, _set) = (view, seen, view.EditSet(seen));
        var elements = view.Elements(seen).Select(ElementOf).OrderBy(it => it.Text, StringComparer.Ordinal);
        _elements = new ShiftedList<Element>([.. elements]);
    }

    internal override EditedPart At(PathSegment step) =>
        throw Misfit($"nothing in it can be changed at '{step.Text}'");

    internal override EditedPart Take(PathSegment step)
    {
        Require(step.TryGetIndex(out var index) && index < _elements.Count, $"there is no {step.Text}");
        var element = _elements[index];
        _elements.RemoveAt(index);
        _set.Remove(element.Part);
        _isChanged = true;
        return new EditedPart(Edit, _view.Element.View, element.Part);
    }

    /// <remarks>It comes to stand where its text belongs, which its step may say otherwise.</remarks>
    internal override void Add(PathSegment step, Func<TypeView, object?> part)
    {
        Require(step.TryGetIndex(out var index) && index <= _elements.Count, $"there is no {step.Text}");
        var element = ElementOf(part(_view.Element.View));
        Require(_set.Add(element.Part), "it has that element already");
        _elements.Insert(PlaceOf(element.Text), element);
        _isChanged = true;
    }

    internal override void Replace(PathSegment step, Change.Replaced change)
    {
        Edit.Require(Take(step), change.Before);
        Add(step, declared => ObjectTree.Read(declared, change.After));
    }

    internal override object Made()
    {
        if (!_isChanged) return _seen;
        var made = _set.Made();
        Require(_view.Elements(made).Count() == _elements.Count, "it has one of the elements already");
        return made;
    }

    private Element ElementOf(object? part) => new(part, Edit.Seen(_view.Element.View, part).ToString());

    /// <summary>Behind the last whose text comes no later.</summary>
    private int PlaceOf(string text) => SortedPlace.Of(
        _elements.Count, i => string.CompareOrdinal(_elements[i].Text, text) <= 0);

    private readonly record struct Element(object? Part, string Text);
}
