namespace Timeline.Tests.Faults.Linearizing;

/// <summary>What can be asked of a branch's head. A head is named by its version's id; null is for no branch.</summary>
internal abstract record HeadCall
{
    private HeadCall()
    {
    }

    /// <summary>What it is.</summary>
    public sealed record Read : HeadCall;

    /// <summary>A compare-and-swap: of none it creates the branch, to none it deletes it.</summary>
    public sealed record Swap(string? Expected, string? Head) : HeadCall;
}
