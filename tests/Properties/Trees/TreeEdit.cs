using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Properties.Trees;

/// <summary>What a case does next: numbers that mean something whatever the trees are by then.</summary>
/// <param name="Kind">Of ten: to 2 makes a node, to 5 moves one, 6 sets one, 7 removes one, 8 takes all of another, 9 a delta.</param>
/// <param name="Replica">Who.</param>
/// <param name="Node">Which of the nodes.</param>
/// <param name="To">To which node, or from whom.</param>
internal sealed record TreeEdit(int Kind, int Replica, int Node, int To)
{
    private static readonly Gen<TreeEdit> One =
        from kind in Gen.Choose(0, 9)
        from replica in Gen.Choose(0, 2)
        from node in Gen.Choose(0, 40)
        from to in Gen.Choose(0, 40)
        select new TreeEdit(kind, replica, node, to);

    /// <summary>So many edits at the most.</summary>
    public static Arbitrary<TreeEdit[]> Some(int most) =>
        Arb.From(Gen.Choose(0, most).SelectMany(count => One.ArrayOf(count)), Shorter);

    private static IEnumerable<TreeEdit[]> Shorter(TreeEdit[] edits)
    {
        for (var size = edits.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= edits.Length; start += size)
                yield return [.. edits[..start], .. edits[(start + size)..]];
        }
    }
}
