using System.Globalization;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>
/// The seeds of simulations, from 0. <c>TIMELINE_SIMULATIONS</c> sets how many; a failure names the seed.
/// </summary>
internal static class Seeds
{
    public const int Default = 200;

    public static readonly int Count = int.TryParse(
        Environment.GetEnvironmentVariable("TIMELINE_SIMULATIONS"), CultureInfo.InvariantCulture, out var count)
        ? count
        : Default;

    public static void ForEach(Action<int> run)
    {
        for (var seed = 0; seed < Count; seed++)
        {
            try
            {
                run(seed);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"The simulation of seed {seed} fails.", error);
            }
        }
    }
}
