namespace Timeline.Tests.Faults.Running;

/// <summary>
/// How far a run goes: seconds within the suite, or what the promises are held against, with
/// <c>TIMELINE_FAULTS=long</c>.
/// </summary>
internal static class Extent
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TIMELINE_FAULTS") == "long";

    /// <summary>The seed of runs that draw: fixed, or <c>TIMELINE_SEED</c>.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TIMELINE_SEED"), out var seed) ? seed : 20261122;

    public static int Of(int @short, int @long) => IsLong ? @long : @short;
}
