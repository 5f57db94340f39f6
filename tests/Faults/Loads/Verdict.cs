namespace Timeline.Tests.Faults.Loads;

/// <summary>What a judge says of a store that met a fault.</summary>
/// <param name="Steps">How many steps it holds.</param>
/// <param name="Lost">How many acknowledged steps it holds no more.</param>
/// <param name="Corrupt">What its verification found; null for nothing.</param>
/// <param name="Half">Where it holds neither all nor nothing of a step; null for nowhere.</param>
internal sealed record Verdict(int Steps, int Lost = 0, string? Corrupt = null, string? Half = null)
{
    public bool IsGood => Lost == 0 && Corrupt is null && Half is null;
}
