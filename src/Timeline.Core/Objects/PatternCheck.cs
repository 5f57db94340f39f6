using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Whether a pattern can stand for a path of some object, going by what types say they hold.</summary>
/// <remarks>
/// What only an object tells is taken to fit: keys of maps, cases, what converters write, values, objects of any type.
/// </remarks>
internal static class PatternCheck
{
    /// <summary>Throws for the first step that no object can have.</summary>
    internal static void Run(TypeView view, ReadOnlySpan<PathSegment> steps)
    {
        if (steps.IsEmpty || steps[0].Text == PathPattern.AnySteps) return;
        var step = steps[0];
        switch (view)
        {
            case OptionView option:
                Run(option.Held.View, steps);
                return;
            case ObjectView it when step.Text == PathPattern.AnyStep:
                if (it.Members.IsEmpty) throw new ObjectFault(view.Type, "has no members");
                return;
            case ObjectView it when it.Members.FirstOrDefault(member => member.Name == step.Text) is { } member:
                Run(member.Part, steps);
                return;
            case ObjectView it:
                throw new ObjectFault(view.Type, $"has no member of that name: there {Names(it)}");
            case SequenceView list:
                if (step.Text != PathPattern.AnyStep && !step.TryGetIndex(out _))
                    throw new ObjectFault(view.Type, "has indexes and no names: '*' stands for any");
                Run(list.Element, steps);
                return;
            case MappingView map:
                Run(map.Item, steps);
                return;
            case LeafView { IsScalar: true }:
                throw new ObjectFault(view.Type, "has no parts");
        }
    }

    private static void Run(DeclaredPart part, ReadOnlySpan<PathSegment> steps)
    {
        try
        {
            Run(part.View, steps[1..]);
        }
        catch (ObjectFault fault) when (fault.Passes(steps[0]))
        {
            throw;
        }
    }

    private static string Names(ObjectView view) => view.Members.IsEmpty
        ? "is none"
        : $"is {string.Join(", ", view.Members.Select(member => member.Name))}";
}
