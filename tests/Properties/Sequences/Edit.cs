using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Properties.Sequences;

/// <summary>What a case does next: numbers that mean something whatever the texts are by then.</summary>
/// <param name="Kind">Of ten: to 4 types, 5 types backwards, 6 and 7 delete, 8 takes all of another, 9 takes a delta.</param>
/// <param name="Replica">Who.</param>
/// <param name="At">Where, or from whom.</param>
/// <param name="Count">How much.</param>
internal sealed record Edit(int Kind, int Replica, int At, int Count)
{
    private static readonly Gen<Edit> One =
        from kind in Gen.Choose(0, 9)
        from replica in Gen.Choose(0, 3)
        from at in Gen.Frequency((3, Gen.Choose(0, 3)), (2, Gen.Choose(0, 1000)))
        from count in Gen.Frequency((9, Gen.Choose(1, 5)), (1, Gen.Choose(1, 90)))
        select new Edit(kind, replica, at, count);

    /// <summary>So many edits at the most.</summary>
    public static Arbitrary<Edit[]> Some(int most) =>
        Arb.From(Gen.Choose(0, most).SelectMany(count => One.ArrayOf(count)), Shorter);

    private static IEnumerable<Edit[]> Shorter(Edit[] edits)
    {
        for (var size = edits.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= edits.Length; start += size)
                yield return [.. edits[..start], .. edits[(start + size)..]];
        }
        for (var i = 0; i < edits.Length; i++)
        {
            if (edits[i].Count > 1)
                yield return [.. edits[..i], edits[i] with { Count = edits[i].Count / 2 }, .. edits[(i + 1)..]];
            if (edits[i].At > 0)
                yield return [.. edits[..i], edits[i] with { At = edits[i].At / 2 }, .. edits[(i + 1)..]];
        }
    }
}
