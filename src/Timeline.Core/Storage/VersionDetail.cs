namespace Timeline.Storage;

/// <summary>How much of each version a range is read with.</summary>
public enum VersionDetail
{
    /// <summary>All but the payload, which is then null.</summary>
    Headers,

    /// <summary>All of it.</summary>
    Full,
}
