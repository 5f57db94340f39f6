using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Finds the innermost part of a value that no object of its type can be made of.</summary>
/// <remarks>
/// System.Text.Json says where only for some of what goes wrong, so the parts are read one by one once the whole could
/// not be: O(size · depth) in the worst case, and only then.
/// </remarks>
internal static class MisfitSearch
{
    /// <summary>Throws for the part at fault; returns where each part by itself can be read.</summary>
    internal static void Run(TypeView declared, Value value)
    {
        switch (declared, value)
        {
            case (OptionView view, not Value.Null):
                Run(view.Held.View, value);
                break;
            case (CasesView view, not Value.Null) when view.Named?.Invoke(value) is { } named:
                Run(named, value);
                break;
            case (ObjectView view, Value.Map map):
                foreach (var member in view.Members)
                    if (map.TryGetValue(member.Name, out var part)) Try(member.Part, part, member.Step);
                break;
            case (SequenceView view, Value.List list):
                for (var i = 0; i < list.Count; i++) Try(view.Element, list[i], new PathSegment(i));
                break;
            case (MappingView view, Value.Map map):
                foreach (var entry in map.Entries) Try(view.Item, entry.Value, new PathSegment(entry.Key));
                break;
        }
    }

    private static void Try(DeclaredPart part, Value value, PathSegment step)
    {
        try
        {
            _ = ObjectTree.ReadHere(part.View, value);
        }
        catch (ObjectFault fault) when (fault.Passes(step))
        {
            throw;
        }
    }
}
