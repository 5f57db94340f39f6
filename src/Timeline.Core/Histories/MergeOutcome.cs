namespace Timeline.Histories;

/// <summary>What a merge of two histories, or of two branches, comes to.</summary>
public enum MergeOutcome
{
    /// <summary>All of the other side was merged already; nothing was done.</summary>
    UpToDate,

    /// <summary>Our side had nothing of its own, so it moved to the other one's head; no version was made.</summary>
    FastForwarded,

    /// <summary>A version with two parents was made.</summary>
    Merged,

    /// <summary>Some changes contradict each other; nothing was done.</summary>
    Conflicted,
}
