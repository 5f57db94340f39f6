using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Containers;

namespace Timeline.Tests.Properties.Containers;

/// <summary>A tracked set beside the set of the platform.</summary>
public sealed class SetLaws
{
    public sealed record Move(int Kind, IReadOnlyList<string> Texts);

    private static readonly Arbitrary<Move[]> Runs = Arb.From(Gen.ArrayOf(
        from kind in Gen.Choose(0, 17)
        from texts in Gen.ArrayOf(Gen.Elements("a", "A", "b", "c", "ä", ""), 3)
        select new Move(kind, texts)));

    [Fact]
    public void A_set_behaves_as_its_twin() => Law.Holds(Runs, run => Compare(run, null), cases: 400);

    [Fact]
    public void A_set_with_a_comparer_behaves_as_its_twin() =>
        Law.Holds(Runs, run => Compare(run, StringComparer.OrdinalIgnoreCase), cases: 400);

    private static void Compare(Move[] run, StringComparer? comparer)
    {
        HashSet<string> twin = new(comparer);
        TrackedSet<string> tracked = new(comparer: comparer);
        IEnumerator? twins = null;
        IEnumerator? ours = null;
        foreach (var step in run)
        {
            if (step.Kind == 17)
                (twins, ours) = (((IEnumerable)twin).GetEnumerator(), ((IEnumerable)tracked).GetEnumerator());
            else if (twins is not null && step.Kind == 16)
                Assert.Equal(Outcomes.Throws(twins.MoveNext), Outcomes.Throws(ours!.MoveNext));
            else
                Assert.Equal(Outcomes.Of(() => Do(twin, step)), Outcomes.Of(() => Do(tracked, step)));
            Assert.Equal(twin.Order(StringComparer.Ordinal), tracked.Order(StringComparer.Ordinal));
        }

        Replaying.Agrees(tracked);
    }

    private static string Do(ISet<string> set, Move step)
    {
        var texts = step.Texts;
        switch (step.Kind)
        {
            case 0 or 1 or 2: return $"{set.Add(texts[0])}";
            case 3 or 4: return $"{set.Remove(texts[0])}";
            case 5: if (texts[0] == "c") set.Clear(); return "";
            case 6: set.UnionWith(texts); return "";
            case 7: set.ExceptWith(texts); return "";
            case 8: set.IntersectWith(texts); return "";
            case 9: set.SymmetricExceptWith(texts); return "";
            case 10: return $"{(set.IsSubsetOf(texts), set.IsProperSubsetOf(texts))}";
            case 11: return $"{(set.IsSupersetOf(texts), set.IsProperSupersetOf(texts))}";
            case 12: return $"{(set.Overlaps(texts), set.SetEquals(texts), set.Contains(texts[0]))}";
            case 13: set.UnionWith(null!); return "";
            case 14: set.UnionWith(set); set.ExceptWith(step.Texts[0] == "c" ? set : []); return "";
            default:
                set.CopyTo(new string[3], texts[0].Length - 1);
                return "";
        }
    }
}
