namespace Timeline.Tests.Faults.Linearizing;

/// <summary>What can be answered to who asked of a branch's head.</summary>
internal abstract record HeadAnswer
{
    private HeadAnswer()
    {
    }

    /// <summary>The swap was made.</summary>
    public sealed record Done : HeadAnswer;

    /// <summary>The head that was read; of a swap, the one that was there instead of the expected one.</summary>
    public sealed record Saw(string? Head) : HeadAnswer;

    /// <summary>Nobody knows: the swap is made at some time after it was asked for, or never.</summary>
    public sealed record Unknown : HeadAnswer;
}
