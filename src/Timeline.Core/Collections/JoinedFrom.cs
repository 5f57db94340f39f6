namespace Timeline.Collections;

/// <summary>Of which sides what a join made of an entry is the entry itself.</summary>
[Flags]
internal enum JoinedFrom
{
    /// <summary>Of neither: it is new.</summary>
    Neither = 0,

    /// <summary>Ours.</summary>
    Ours = 1,

    /// <summary>Theirs.</summary>
    Theirs = 2,

    /// <summary>Both.</summary>
    Both = Ours | Theirs,

    /// <summary>There is no entry.</summary>
    Nothing = 4,
}
