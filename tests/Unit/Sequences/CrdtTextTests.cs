using Timeline.Causality;
using Timeline.Objects;
using Timeline.Sequences;

namespace Timeline.Tests.Unit.Sequences;

public sealed class CrdtTextTests
{
    private static readonly ReplicaId Ann = ReplicaId.Of("ann");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");

    [Fact]
    public void A_range_that_is_not_there_is_told()
    {
        var text = Text("abc");
        Assert.Equal(new TimelineError.SequenceRangeInvalid(4, 0, 3), Left(text.Insert(Ann, 4, "x")));
        Assert.Equal(new TimelineError.SequenceRangeInvalid(-1, 1, 3), Left(text.Delete(-1, 1)));
        Assert.Equal(new TimelineError.SequenceRangeInvalid(2, 2, 3), Left(text.Delete(2, 2)));
        Assert.Equal(
            new TimelineError.SequenceRangeInvalid(1, int.MaxValue, 3), Left(text.Replace(Ann, 1, int.MaxValue, "x")));
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => text.Read(1, 3));
        Assert.StartsWith("there are no 3 elements at index 1: the sequence has 3", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Read(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.AnchorAt(1, (AnchorSide)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => text[3]);
    }

    [Fact]
    public void No_edit_parts_a_surrogate_pair()
    {
        var text = Text("a😀b");
        Assert.Equal(new TimelineError.SurrogatePairSplit(2), Left(text.Insert(Ann, 2, "x")));
        Assert.Equal(new TimelineError.SurrogatePairSplit(2), Left(text.Delete(0, 2)));
        Assert.Equal(new TimelineError.SurrogatePairSplit(2), Left(text.Delete(2, 1)));
        Assert.Equal(new TimelineError.TextIllFormed(3), Left(text.Insert(Ann, 0, "😀x\ud83d")));
        Assert.Equal("a😀😀b", Right(text.Insert(Bob, 3, "😀")).ToString());
        Assert.Equal("ab", Right(text.Delete(1, 2)).ToString());
    }

    [Fact]
    public void An_edit_of_nothing_gives_the_same_text_back()
    {
        var text = Text("abc");
        Assert.Same(text, Right(text.Insert(Ann, 1, "")));
        Assert.Same(text, Right(text.Delete(1, 0)));
        Assert.Same(CrdtText.Empty, text.Delta(text));
    }

    [Fact]
    public void A_builder_that_met_an_error_has_changed_nothing()
    {
        var text = Text("abc");
        var builder = text.ToBuilder();
        Assert.True(builder.Replace(Ann, 1, 1, "\ud83d").IsSome);
        Assert.True(builder.Delete(3, 1).IsSome);
        Assert.Same(text, builder.ToText());
    }

    [Fact]
    public void A_replica_whose_numbers_were_used_up_by_a_forger_is_told()
    {
        var forged = Right(CrdtText.FromBytes(Bytes.Of("ann", ElementId.LastSequence, 'x')));
        var error = Assert.IsType<TimelineError.StepsExhausted>(Left(forged.Merge(Text("abc")).Insert(Ann, 0, "y")));
        Assert.Equal(("ann", ElementId.LastSequence), (error.Replica, error.Sequence));
        Assert.Equal("yx", Right(forged.Insert(Bob, 0, "y")).ToString());
    }

    [Fact]
    public void Who_comes_first_of_two_at_one_place_is_decided_by_their_names()
    {
        var start = Text("()");
        var (ann, bob) = (Right(start.Insert(Ann, 1, "ann")), Right(start.Insert(Bob, 1, "bob")));
        Assert.Equal("(annbob)", ann.Merge(bob).ToString());
        Assert.Equal("(annbob)", bob.Merge(ann).ToString());
    }

    [Fact]
    public void What_is_typed_into_a_deleted_range_stays()
    {
        var start = Text("one two three");
        var merged = Right(start.Delete(3, 4)).Merge(Right(start.Insert(Bob, 5, "W")));
        Assert.Equal("oneW three", merged.ToString());
    }

    [Fact]
    public void A_delta_waits_for_what_it_hangs_on()
    {
        var first = Text("abc");
        var second = Right(first.Insert(Bob, 3, "def"));
        var delta = second.Delta(first);
        Assert.Equal((0, 3L), (delta.Length, delta.WaitingCount));
        var merged = delta.Merge(first);
        Assert.Equal(("abcdef", 0L), (merged.ToString(), merged.WaitingCount));
        Assert.Equal(second, merged);
    }

    [Fact]
    public void Many_at_one_place_at_once_do_not_make_a_merge_slow()
    {
        var all = Enumerable.Range(0, 1_000)
            .Select(i => Right(CrdtText.Empty.Insert(ReplicaId.Of($"{i:D4}"), 0, $"{i % 10}")))
            .Aggregate((one, other) => one.Merge(other));
        Assert.Equal(string.Concat(Enumerable.Range(0, 1_000).Select(i => i % 10)), all.ToString());
        Assert.Null(SequenceCheck.Fault(all.State));
    }

    // The first version of the format: what was written must be read for ever.
    [Fact]
    public void Bytes_of_the_first_version_are_read()
    {
        var text = Right(Right(Text("hello").Delete(1, 2)).Insert(Bob, 1, "€"));
        const string golden =
            "540117170203616E6E03626F6201010100000004000005000101010606686C6FE282AC2553D484AB7B6D04";
        Assert.Equal(text, Right(CrdtText.FromBytes(Convert.FromHexString(golden))));
        Assert.Equal(golden, Convert.ToHexString(text.ToBytes()));
    }

    [Fact]
    public void Bytes_of_another_kind_or_version_are_refused()
    {
        var bytes = Text("abc").ToBytes();
        Assert.Equal("not an encoded sequence: it is of another kind", Left(CrdtList<string>.FromBytes(bytes, Tree)).Message);
        Assert.Equal(
            "not an encoded sequence: its version is 2, and 1 is known; use a newer Timeline",
            Left(CrdtText.FromBytes([bytes[0], 2, .. bytes[2..]])).Message);
        Assert.Equal("not an encoded sequence: it ends too early", Left(CrdtText.FromBytes([])).Message);
        Assert.Equal(
            "not an encoded sequence: its bytes were altered, or some are missing",
            Left(CrdtText.FromBytes(bytes[..^1])).Message);
    }

    [Fact]
    public void A_few_bytes_that_stand_for_many_are_refused()
    {
        byte[] huge = [.. "T"u8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 7, 4, 1, 2, 3, 4, 0, 0];
        Assert.Contains("may stand for", Left(CrdtText.FromBytes(Bytes.Summed(huge))).Message, StringComparison.Ordinal);
    }

    private static ObjectTree Tree => ObjectTree.Default;

    private static CrdtText Text(string text) => Right(CrdtText.Empty.Insert(Ann, 0, text));
}
