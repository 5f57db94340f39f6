using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;

namespace Timeline.Tests.Properties.Changes;

/// <summary>Numbers read one after the other, each deciding something: shrinking them shrinks what was decided.</summary>
internal sealed class Tape(int[] numbers)
{
    private int _at;

    /// <summary>A number below <paramref name="count"/>; 0, the simplest choice, after the end.</summary>
    public int Below(int count) =>
        _at < numbers.Length ? (int)((uint)numbers[_at++] % (uint)Math.Max(1, count)) : 0;

    public bool OneIn(int count) => Below(count) == 1;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>A law over what tapes decide; a failure names what was made and prints the shrunk tape.</summary>
    public static void Holds<T>(Func<Tape, T> make, Action<T> law, int cases = 300) => Law.Holds(
        Tapes,
        numbers =>
        {
            var made = make(new Tape(numbers));
            try
            {
                law(made);
            }
            catch (Exception error)
            {
                throw new XunitException($"for {made}: {error.Message}", error);
            }
        },
        cases);

    private static Arbitrary<int[]> Tapes { get; } = Arb.From(
        Gen.Sized(size => Gen.Choose(0, 1 << 20).ArrayOf(10 + (size * 3))),
        ArbMap.Default.ArbFor<int[]>().Shrinker);
}
