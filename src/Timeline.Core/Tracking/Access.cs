namespace Timeline.Tracking;

/// <summary>Which way a variable may be used.</summary>
public enum Access
{
    /// <summary>Got, set and looked at by detections: <c>rw</c>. The path may end in a call without an
    /// argument.</summary>
    ReadWrite,

    /// <summary>Got and looked at, not set: <c>r</c>. The path may end in a call without an argument.</summary>
    Read,

    /// <summary>Set only: <c>w</c>. Its first value is read, for what lies below it. The path may end in a call with an
    /// argument.</summary>
    Write,

    /// <summary>Set only, and nothing is read when it is created: <c>action</c>. The path may end in a call.</summary>
    Action,
}
