using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Scripts of numbers that a model and a store are led by; a failing one is shortened.</summary>
internal static class Scripts
{
    public static Arbitrary<int[]> OfNumbers(int size) => Arb.From(
        Gen.Choose(0, 1_000_000).ArrayOf().Resize(size),
        script => Enumerable.Range(1, 7)
            .Select(part => script.Length * part / 8)
            .SelectMany(at => new[] { script[..at], script[at..] })
            .Where(shorter => shorter.Length < script.Length));
}
