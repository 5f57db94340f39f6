namespace Timeline.Crdts;

/// <summary>Which members of a frame there are.</summary>
[Flags]
internal enum FrameMembers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The name of the type.</summary>
    Type = 1,

    /// <summary>The version of the format.</summary>
    Version = 2,

    /// <summary>The context.</summary>
    Context = 4,

    /// <summary>The state.</summary>
    State = 8,
}
