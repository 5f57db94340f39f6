using System.Globalization;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>
/// The seeds of simulations, from 0. <c>TIMELINE_SIMULATIONS</c> sets how many, <c>TIMELINE_SIMULATION</c> takes one
/// alone; a failure names the seed.
/// </summary>
internal static class Seeds
{
    public const int Default = 200;

    public static readonly int Count = int.TryParse(
        Environment.GetEnvironmentVariable("TIMELINE_SIMULATIONS"), CultureInfo.InvariantCulture, out var count)
        ? count
        : Default;

    /// <summary>The one seed to be taken; null for all.</summary>
    public static readonly int? One = int.TryParse(
        Environment.GetEnvironmentVariable("TIMELINE_SIMULATION"), CultureInfo.InvariantCulture, out var one)
        ? one
        : null;

    private static IEnumerable<int> All => One is { } one ? [one] : Enumerable.Range(0, Count);

    public static void ForEach(Action<int> run)
    {
        foreach (var seed in All)
        {
            try
            {
                run(seed);
            }
            catch (Exception error)
            {
                throw Failure(seed, error);
            }
        }
    }

    /// <summary>Runs seeds side by side, each of them on its own.</summary>
    public static Task ForEachAsync(Func<int, Task> run) => Parallel.ForEachAsync(All, async (seed, _) =>
    {
        try
        {
            await run(seed);
        }
        catch (Exception error)
        {
            throw Failure(seed, error);
        }
    });

    private static InvalidOperationException Failure(int seed, Exception error) =>
        new($"The simulation of seed {seed} fails.", error);
}
