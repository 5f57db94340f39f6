namespace Timeline.Tracking;

/// <summary>Which changes come first in the answer of a detection.</summary>
public enum Priority
{
    /// <summary>After all others.</summary>
    Low = -1,

    /// <summary>As usual.</summary>
    Medium = 0,

    /// <summary>Before all others.</summary>
    High = 1,
}
