using System.Globalization;
using Timeline.Histories;
using Timeline.Undo;

namespace Timeline.Watching;

/// <summary>Where a line of versions stands in what was done, as its labels tell it.</summary>
/// <remarks>
/// What was undone and redone is versions like all others; their labels say of which version. So after a program was
/// started again, or a history pruned or loaded, undo and redo go on where they stood. A version whose label was given
/// by the caller counts as done anew, and so does one whose label names what was not there to be undone.
/// </remarks>
internal static class UndoTrail
{
    private const string Undoing = "undo of ";
    private const string Redoing = "redo of ";

    public static string UndoOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Undoing}{index}");

    public static string RedoOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Redoing}{index}");

    /// <summary>The tree of the line that ends at a version. O(n log n).</summary>
    public static UndoTree<T> Of<T>(Version<T> newest)
    {
        var versions = History.Of(newest).Oldest();
        return versions.Skip(1).Aggregate(new UndoTree<T>(versions[0]), Next);
    }

    private static UndoTree<T> Next<T>(UndoTree<T> tree, Version<T> version)
    {
        var label = version.Stamp.Label;
        if (label.StartsWith(Undoing, StringComparison.Ordinal) && label == UndoOf(tree.Current.Index))
            return tree.Undo().IfLeft(() => tree.Add(version));
        if (!label.StartsWith(Redoing, StringComparison.Ordinal)) return tree.Add(version);
        return tree.Redo().Match(
            redone => label == RedoOf(redone.Current.Index) ? redone : tree.Add(version), _ => tree.Add(version));
    }
}
