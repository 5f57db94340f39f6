using Timeline.Histories;

namespace Timeline.Undo;

/// <summary>What an undo tree knows of one version. Places are named by number; -1 stands for none.</summary>
/// <param name="Version">The version.</param>
/// <param name="Parent">Where it was done; always a smaller number.</param>
/// <param name="OlderSibling">What was done at that place before it.</param>
/// <param name="GroupStart">The first of its group.</param>
/// <param name="Target">What it undoes or redoes.</param>
internal sealed record UndoEntry<T>(Version<T> Version, int Parent, int OlderSibling, int GroupStart, int Target)
{
    internal const int None = -1;

    /// <summary>What was done last at this place.</summary>
    internal int YoungestChild { get; init; } = None;

    /// <summary>Where a redo leads: the branch done, or entered, last.</summary>
    internal int Next { get; init; } = None;

    internal UndoPlace<T> ToPlace(int number) => new(number, Version, Known(Parent), Known(Target));

    private static int? Known(int number) => number == None ? null : number;
}
