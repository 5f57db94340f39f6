namespace Timeline.Namespaces;

/// <summary>What happened to a key.</summary>
public enum KeyChangeKind
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>It was given a value, maybe an equal one.</summary>
    Changed,

    /// <summary>It is not there any more.</summary>
    Removed,
}
