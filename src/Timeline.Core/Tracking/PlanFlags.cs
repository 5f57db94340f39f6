namespace Timeline.Tracking;

/// <summary>What a plan knows of a variable.</summary>
[Flags]
internal enum PlanFlags : byte
{
    None = 0,

    /// <summary>A detection looks at it.</summary>
    Readable = 1,

    /// <summary>Methods are called on its path: what it gives is no function of its parent's capture.</summary>
    Called = 2,
}
