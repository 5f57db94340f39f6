namespace Timeline.Tests.Faults.Linearizing;

/// <summary>Whether what was answered could have been answered one after the other.</summary>
/// <param name="Operations">How many operations were judged.</param>
/// <param name="Fault">The first operation that no order explains, in words; null where there is an order.</param>
/// <param name="IsUndecided">Whether the search was given up, because it would have taken too long.</param>
internal sealed record HeadVerdict(int Operations, string? Fault = null, bool IsUndecided = false)
{
    public bool IsGood => Fault is null && !IsUndecided;
}
