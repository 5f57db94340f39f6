using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>The entries of a map, by the names of their keys.</summary>
internal sealed class EditedEntries(ObjectEdit edit, MappingView view, object seen) : EditedParts(edit, view)
{
    private readonly MappingEdit _entries = view.Edit(seen);
    private readonly Dictionary<string, EditedPart> _parts = new(StringComparer.Ordinal);
    private bool _isChanged;

    internal override EditedPart At(PathSegment step)
    {
        if (_parts.TryGetValue(step.Text, out var part)) return part;
        Require(_entries.TryGet(step.Text, out var held), $"there is no '{step.Text}'");
        return _parts[step.Text] = new EditedPart(Edit, view.Item.View, held);
    }

    internal override EditedPart Take(PathSegment step)
    {
        var part = At(step);
        _ = _parts.Remove(step.Text);
        _entries.Remove(step.Text);
        _isChanged = true;
        return part;
    }

    internal override void Add(PathSegment step, Func<TypeView, object?> part)
    {
        if (_entries.TryGet(step.Text, out _)) Require(Take(step).IsNothing, "something is there already");
        else Require(!_entries.Has(step.Text), $"it takes a key that it has for the same as '{step.Text}'");
        _entries.Put(step.Text, part(view.Item.View));
        _isChanged = true;
    }

    internal override object Made()
    {
        foreach (var (name, part) in _parts)
        {
            if (!part.TryChanged(out var made)) continue;
            _entries.Put(name, made);
            _isChanged = true;
        }

        return _isChanged ? _entries.Made() : seen;
    }
}
