using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>The members of an object; a constructor sees them all at once, as the last change left them.</summary>
internal sealed class EditedMembers(ObjectEdit edit, ObjectView view, object seen) : EditedParts(edit, view)
{
    private readonly Dictionary<MemberView, EditedPart> _parts = [];

    internal override EditedPart? At(PathSegment step)
    {
        var member = view.Members.FirstOrDefault(it => it.Name == step.Text)
            ?? throw Misfit($"it has no member '{step.Text}'");
        if (_parts.TryGetValue(member, out var part)) return part;
        if (!ObjectMaker.CanSet(view, seen, member)) return Edit.Leave();
        return _parts[member] = new EditedPart(Edit, member.Part.View, member.Get(seen));
    }

    internal override EditedPart? Take(PathSegment step) =>
        At(step) is null ? null : throw Misfit($"its member {step.Text} cannot be taken away");

    internal override void Add(PathSegment step, Func<TypeView, object?> part)
    {
        if (At(step) is not { } empty) return;
        Require(empty.IsNothing, "something is there already");
        empty.Become(part(empty.Declared));
    }

    internal override object Made()
    {
        var changed = new Dictionary<MemberView, object?>();
        foreach (var (member, part) in _parts)
            if (part.TryChanged(out var made)) changed.Add(member, made);
        return changed.Count == 0 ? seen : ObjectMaker.With(view, seen, changed);
    }
}
