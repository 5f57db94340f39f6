namespace Timeline.ChangeTracking;

/// <summary>How objects of a type are captured.</summary>
internal enum CaptureForm
{
    /// <summary>As a value that has no inside.</summary>
    Scalar,

    /// <summary>As a scalar that need not be written to be compared.</summary>
    Plain,

    /// <summary>By content that never changes.</summary>
    Firm,

    /// <summary>By content if nothing that it holds can change, which the object tells; else as it comes.</summary>
    Open,

    /// <summary>By content that can change: a struct, which has no identity.</summary>
    Content,

    /// <summary>Element by element.</summary>
    List,

    /// <summary>By identity.</summary>
    Reference,
}
