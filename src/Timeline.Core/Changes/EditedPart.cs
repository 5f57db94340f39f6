using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// A part of an object while changes are made in it: taken apart by the first, made anew after the last.
/// </summary>
/// <param name="edit">The edit that it is part of.</param>
/// <param name="declared">The type that it was declared with.</param>
/// <param name="seen">The part as it was.</param>
internal sealed class EditedPart(ObjectEdit edit, TypeView declared, object? seen)
{
    private readonly object? _original = seen;
    private object? _seen = seen;

    // What it holds, once that was asked for: the parts of an object, or what stands for an option.
    private EditedParts? _parts;
    private EditedPart? _held;
    private int _last;

    internal TypeView Declared => declared;

    internal bool IsNothing => Made() is null;

    /// <summary>The part as a value, if that is what it is: what is in it is changed as in values.</summary>
    internal Value? AsValue => _seen is Value value && declared.Of(value) is LeafView ? value : null;

    /// <summary>The part itself, or what an option holds: no step leads from the one to the other.</summary>
    internal EditedPart Held()
    {
        _last = edit.Index;
        if (_seen is null || declared.Of(_seen) is not OptionView option) return this;
        _held ??= new EditedPart(edit, option.Held.View, option.Read(_seen));
        return _held.Held();
    }

    /// <summary>What it holds, to change that.</summary>
    internal EditedParts Open()
    {
        _last = edit.Index;
        if (_seen is null) throw new ObjectFault(declared.Type, "there is nothing");
        return _parts ??= EditedParts.Of(edit, declared.Of(_seen), _seen);
    }

    /// <summary>Something else in its place.</summary>
    internal void Become(object? other) => (_seen, _parts, _held) = (other, null, null);

    /// <summary>The part after the changes so far; itself if there were none.</summary>
    /// <remarks>Where it cannot be made, the last change in it is the one that does not fit.</remarks>
    internal object? Made()
    {
        if (_parts is null && _held is null) return _seen;
        var outer = edit.Index;
        edit.Index = _last;
        if (_parts is not null) Become(_parts.Made());
        else Become(_held!.TryChanged(out var held) ? ((OptionView)declared.Of(_seen!)).Make(held) : _seen);
        edit.Index = outer;
        return _seen;
    }

    /// <summary>The part after the changes so far, if that is not the one that it was.</summary>
    internal bool TryChanged(out object? made)
    {
        made = Made();
        return !ReferenceEquals(made, _original);
    }
}
