namespace Timeline.Cli.Terminals;

/// <summary>What a piece of text is, which decides its colour.</summary>
internal enum Ink
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>Something that came.</summary>
    Added,

    /// <summary>Something that went.</summary>
    Removed,

    /// <summary>Something that became another.</summary>
    Replaced,

    /// <summary>Something that took another place.</summary>
    Moved,

    /// <summary>The name of a version.</summary>
    Version,

    /// <summary>The name of a branch.</summary>
    Branch,

    /// <summary>A heading.</summary>
    Strong,

    /// <summary>Something that is seldom looked at.</summary>
    Faint,

    /// <summary>Something that went wrong.</summary>
    Bad,
}
