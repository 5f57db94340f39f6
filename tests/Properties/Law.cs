using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Properties;

/// <summary>Runs a law over generated cases, the same ones every time unless the environment asks for others.</summary>
/// <remarks>
/// <c>TIMELINE_SEED</c> (a number) draws other cases; <c>TIMELINE_CASES</c> multiplies how many are drawn. A failure
/// prints the shrunk counter-example and the seed that replays it.
/// </remarks>
internal static class Law
{
    private const ulong DefaultSeed = 20130201;

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("TIMELINE_SEED"), out var seed) ? seed : DefaultSeed;

    private static readonly int Factor =
        int.TryParse(Environment.GetEnvironmentVariable("TIMELINE_CASES"), out var factor) ? factor : 1;

    /// <summary>Holds if <paramref name="law"/> is true (and does not throw) for <paramref name="cases"/> values.</summary>
    public static void Holds<T>(Arbitrary<T> values, Func<T, bool> law, int cases = 200) =>
        Prop.ForAll(values, law).Check(Configuration(cases));

    /// <summary>As the other overload, for laws written as assertions.</summary>
    public static void Holds<T>(Arbitrary<T> values, Action<T> law, int cases = 200) =>
        Prop.ForAll(values, law).Check(Configuration(cases));

    private static Config Configuration(int cases) => Config.QuickThrowOnFailure
        .WithMaxTest(cases * Factor)
        .WithReplay(Seed, 1);
}
