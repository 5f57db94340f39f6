using FsCheck;
using FsCheck.Fluent;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

/// <summary>The index of a leaf beside a plain list of the slots of its entries.</summary>
public sealed class LeafIndexTests
{
    /// <summary>Slots in order, as a leaf's entries have them, and which of them one edit adds or removes.</summary>
    public sealed record Leaf(IReadOnlyList<int> Slots, int Pick);

    private static readonly Arbitrary<Leaf> Leaves = Arb.From(
        from length in Gen.Choose(1, LeafIndex.LengthMax)
        from highest in Gen.Elements(0, 3, LeafIndex.Slots - 1)
        from slots in Gen.ArrayOf(Gen.Choose(0, highest), length)
        from pick in Gen.Choose(0, length - 1)
        select new Leaf([.. slots.Order()], pick));

    [Fact]
    public void It_tells_how_many_entries_stand_before_each_slot() => Law.Holds(Leaves, leaf =>
    {
        var index = Of(leaf.Slots);
        Assert.Equal(leaf.Slots.Count, index.Length);
        for (var slot = 0; slot < LeafIndex.Slots; slot++)
            Assert.Equal(leaf.Slots.Count(other => other < slot), index.StartOf(slot));
    });

    [Fact]
    public void Removing_an_entry_and_inserting_it_again_are_the_same_as_indexing_anew() => Law.Holds(Leaves, leaf =>
    {
        var without = leaf.Slots.Where((_, place) => place != leaf.Pick);
        var slot = leaf.Slots[leaf.Pick];
        Assert.Equal(Of(without), Of(leaf.Slots).Remove(slot, leaf.Pick));
        Assert.Equal(Of(leaf.Slots), Of(without).Insert(slot, leaf.Pick));
    });

    [Fact]
    public void A_processor_without_the_step_finds_the_same_ones() => Law.Holds(
        Arb.From(
            from bits in Gen.Choose(1, int.MaxValue)
            from more in Gen.Choose(0, int.MaxValue)
            from n in Gen.Choose(0, 40)
            select (Bits: (ulong)more << 31 | (uint)bits, n)),
        pair =>
        {
            var ones = Enumerable.Range(0, 64).Where(bit => (pair.Bits >> bit & 1) != 0).ToArray();
            var found = System.Numerics.BitOperations.TrailingZeroCount(LeafIndex.OneOf(pair.Bits, pair.n));
            Assert.Equal(pair.n < ones.Length ? ones[pair.n] : 64, found);
        });

    [Fact]
    public void Inserting_entry_by_entry_is_the_same_as_indexing_all() => Law.Holds(Leaves, leaf => Assert.Equal(
        Of(leaf.Slots),
        leaf.Slots.Select((slot, place) => (slot, place))
            .Aggregate(LeafIndex.Empty, (index, entry) => index.Insert(entry.slot, entry.place))));

    private static LeafIndex Of(IEnumerable<int> slots)
    {
        var zeros = slots.Select((slot, place) => LeafIndex.Zero(slot, place)).ToArray();
        return LeafIndex.Of(zeros.Aggregate(0UL, (all, zero) => all | zero), zeros.Length);
    }
}
