using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Cli.Terminals;

/// <summary>Changes printed as the part of the document they touch.</summary>
/// <remarks>An index is the one that the list had when the change was made, as in the patch itself.</remarks>
/// <param name="terminal">Where to.</param>
internal sealed class ChangePrinter(Terminal terminal)
{
    private const string Indent = "  ";
    private const int LeastColumns = 16;

    /// <summary>Prints the changes of a patch as a tree.</summary>
    /// <param name="patch">The patch.</param>
    public void Print(Patch patch)
    {
        var root = ChangeTree.From(patch);
        foreach (var change in root.Changes)
            Print(change, PathText.Of(ValuePath.Root), "");
        PrintChildren(root, "");
    }

    private void PrintChildren(ChangeTree node, string indent)
    {
        foreach (var child in InOrder(node.Children))
        {
            var (part, name) = Joined(child);
            foreach (var change in part.Changes)
                Print(change, name, indent);
            if (part.Children.Count == 0) continue;
            if (part.Changes.Count == 0) terminal.Line($"{indent}  {terminal.Paint(Ink.Strong, name)}");
            PrintChildren(part, indent + Indent);
        }
    }

    // Members by name; a list's elements as the patch has them, since each index counts on those before.
    private static IEnumerable<ChangeTree> InOrder(IReadOnlyList<ChangeTree> parts) =>
        parts.Any(part => part.Path.Last.IsIndex) ? parts : parts.OrderBy(part => part.Name, StringComparer.Ordinal);

    // A part that is nothing but the way to another stands on one line with it.
    private static (ChangeTree Part, string Name) Joined(ChangeTree part)
    {
        var name = ValuePath.Root.Append(part.Path.Last);
        while (part is { Changes.Count: 0, Children: [var only] })
        {
            name = name.Append(only.Path.Last);
            part = only;
        }

        return (part, PathText.Of(name));
    }

    private void Print(Change change, string name, string indent)
    {
        var room = Math.Max(LeastColumns, terminal.Width - indent.Length - PlainText.Columns(name) - 4);
        switch (change)
        {
            case Change.Added { After: var after }:
                Print(indent, Ink.Added, $"+ {name}: {ValueText.Short(after, room)}");
                break;
            case Change.Removed { Before: var before }:
                Print(indent, Ink.Removed, $"- {name}: {ValueText.Short(before, room)}");
                break;
            case Change.Replaced replaced:
                PrintReplaced(replaced, name, indent, room);
                break;
            case Change.Moved { IsReordering: true, NextKey: null }:
                Print(indent, Ink.Moved, $"> {name} moved to the end");
                break;
            case Change.Moved { IsReordering: true, NextKey: var next }:
                Print(indent, Ink.Moved, $"> {name} moved before {PathText.OfKey(next)}");
                break;
            case Change.Moved { From: var from }:
                Print(indent, Ink.Moved, $"> {name} moved from {PathText.Of(from)}");
                break;
        }
    }

    private void Print(string indent, Ink ink, string text) => terminal.Line(indent + terminal.Paint(ink, text));

    // Before and after on one line, or each on its own where they do not fit.
    private void PrintReplaced(Change.Replaced replaced, string name, string indent, int room)
    {
        const string Arrow = " → ";
        var head = indent + terminal.Paint(Ink.Replaced, $"~ {name}:");
        var before = ValueText.Short(replaced.Before, terminal.Width);
        var after = ValueText.Short(replaced.After, terminal.Width);
        if (PlainText.Columns(before) + Arrow.Length + PlainText.Columns(after) <= room)
        {
            var arrow = terminal.Paint(Ink.Faint, Arrow);
            terminal.Line($"{head} {terminal.Paint(Ink.Removed, before)}{arrow}{terminal.Paint(Ink.Added, after)}");
            return;
        }

        (before, after) = ValueText.Contrast(replaced.Before, replaced.After, terminal.Width - indent.Length - 6);
        terminal.Line(head);
        terminal.Line($"{indent}    {terminal.Paint(Ink.Removed, $"- {before}")}");
        terminal.Line($"{indent}    {terminal.Paint(Ink.Added, $"+ {after}")}");
    }
}
