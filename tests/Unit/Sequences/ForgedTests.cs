using System.Diagnostics;
using System.Text;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Sequences;

namespace Timeline.Tests.Unit.Sequences;

/// <summary>States that no honest replica makes, and honest ones that an adversary would send to hurt.</summary>
public sealed class ForgedTests
{
    private static readonly ReplicaId Ann = ReplicaId.Of("ann");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");

    [Fact]
    public void A_delta_for_one_who_knew_of_a_deletion_and_not_of_the_element_is_a_state_of_its_own()
    {
        var start = Text("abc");
        var later = Right(start.Delete(1, 1));
        var delta = later.Delta(CrdtText.Empty.Merge(later.Delta(start)));
        Assert.Null(SequenceCheck.Fault(delta.State));
        Assert.Equal(delta, Right(CrdtText.FromBytes(delta.ToBytes())));
        var third = CrdtText.Empty.Merge(delta).Merge(later.Delta(start));
        Assert.Null(SequenceCheck.Fault(third.State));
        Assert.Equal(later, third);
    }

    [Theory]
    [InlineData("""{"elements":[],"deleted":{"ann":[[3,4]]}}""", "ab")]
    [InlineData("""{"elements":[],"deleted":{"ann":[[2,2]]}}""", "a\ud83d\ude00b")]
    [InlineData("""{"elements":[],"deleted":{"ann":[[5,5]]}}""", "a\ud83d\ude00b")]
    public void What_is_left_of_a_pair_of_which_a_forger_deleted_half_is_written_as_deleted(string state, string left)
    {
        var hurt = Text("a\ud83d\ude00\ud83d\ude00b").Merge(Read(state));
        var read = Right(CrdtText.FromBytes(hurt.ToBytes()));
        Assert.Equal(left, read.ToString());
        Assert.Equal(read, Right(CrdtJson.Read<CrdtText>(CrdtJson.ToUtf8(hurt))));
        Assert.Equal(read, hurt.Merge(read));
        Assert.Null(SequenceCheck.Fault(hurt.Merge(read).State));
    }

    [Fact]
    public void A_pair_with_something_forged_between_its_halves_can_be_written_and_one_half_of_it_deleted()
    {
        var hurt = Text("\ud83d\ude00").Merge(
            Read("""{"elements":[{"id":["eve",1],"leftOf":["ann",2],"text":"x"}],"deleted":{}}"""));
        Assert.Equal("\ud83dx\ude00", hurt.ToString());
        Assert.Equal(hurt, Right(CrdtText.FromBytes(hurt.ToBytes())));
        var half = Right(hurt.Delete(0, 1));
        Assert.Equal("x", Right(CrdtText.FromBytes(half.ToBytes())).ToString());
    }

    [Fact]
    public void What_hangs_on_an_element_that_was_never_made_does_not_get_it_by_typing()
    {
        var hurt = Text("abc").Merge(
            Read("""{"elements":[{"id":["eve",1],"rightOf":["ann",4],"text":"x"}],"deleted":{}}"""));
        var typed = Right(hurt.Insert(Ann, 3, "de"));
        Assert.Null(SequenceCheck.Fault(typed.State));
        Assert.Equal(("abcde", 1L), (typed.ToString(), typed.WaitingCount));
        Assert.Equal(typed, Right(CrdtText.FromBytes(typed.ToBytes())));
    }

    [Fact]
    public void An_element_with_the_last_number_is_read_from_JSON()
    {
        var last = Right(CrdtText.FromBytes(Bytes.Of("ann", ElementId.LastSequence, 'x')));
        Assert.Equal(last, Right(CrdtJson.Read<CrdtText>(CrdtJson.ToUtf8(last))));
    }

    // Each letter is a left child of the one typed before it, so that the last one is as deep as the text is long.
    [Theory]
    [InlineData("a")]
    [InlineData("z")]
    public void An_edit_beside_a_long_row_that_was_typed_backwards_does_not_make_a_merge_slow(string late)
    {
        var start = Text("()");
        var builder = start.ToBuilder();
        for (var i = 0; i < 20_000; i++)
            Assert.True(builder.Insert(Bob, 1, "x").IsNone);
        var clock = Stopwatch.StartNew();
        var merged = builder.ToText().Merge(Right(start.Insert(ReplicaId.Of(late), 1, "late")));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.Equal(late == "a" ? "(late" : "(xxxx", merged.Read(0, 5));
        Assert.Equal(merged.ToString(), Right(CrdtText.FromBytes(merged.ToBytes())).ToString());
    }

    // Nobody can tell which of the two is the right one: docs/sequences.md says what follows.
    [Fact]
    public void Two_contents_under_one_id_are_told_apart_and_break_no_rule()
    {
        var (told, lie) = (Text("ab"), Read("""{"elements":[{"id":["ann",1],"text":"xy"}],"deleted":{}}"""));
        Assert.False(told == lie);
        Assert.True(told != lie);
        Assert.Equal(("ab", "xy"), (told.Merge(lie).ToString(), lie.Merge(told).ToString()));
        var lied = Right(lie.Insert(ReplicaId.Of("zoe"), 0, "z"));
        var edited = Right(told.Insert(Bob, 1, "-"));
        Assert.Null(SequenceCheck.Fault(lied.Merge(edited).State));
        Assert.Equal(("zx-y", "za-b"), (lied.Merge(edited).ToString(), edited.Merge(lied).ToString()));
        var longer = Right(told.Insert(Ann, 2, "c"));
        Assert.NotEqual(longer.Delta(told), Read("""{"elements":[{"id":["ann",3],"rightOf":["ann",2],"text":"x"}],"deleted":{}}"""));
        Assert.NotEqual(longer.Delta(told), Read("""{"elements":[{"id":["ann",3],"leftOf":["ann",2],"text":"c"}],"deleted":{}}"""));
    }

    [Fact]
    public void Texts_and_lists_are_equal_by_what_they_hold()
    {
        Assert.True(Text("ab") == Text("ab") && Text("ab") != Text("ba"));
        Assert.True(AreEqual(null, null) && !AreEqual(null, Text("ab")) && !AreEqual(Text("ab"), null));
        var list = CrdtList<int>.Empty;
        Assert.True(Right(list.Insert(Ann, 0, 1)) == Right(list.Insert(Ann, 0, 1)) && list != Right(list.Insert(Ann, 0, 1)));
        Assert.True(Text("ab").AnchorAt(1, AnchorSide.Before) == Text("ab").AnchorAt(1, AnchorSide.Before));
    }

    [Fact]
    public void What_waits_for_long_does_not_make_each_merge_slow()
    {
        var deltas = new List<CrdtText>();
        var text = Text("()");
        for (var i = 0; i < 2_000; i++)
        {
            var typed = Right(text.Insert(Bob, 1, "x"));
            deltas.Add(typed.Delta(text));
            text = typed;
        }
        var clock = Stopwatch.StartNew();
        var merged = deltas.AsEnumerable().Reverse().Aggregate(CrdtText.Empty, (one, other) => one.Merge(other));
        Assert.Equal(2_000, merged.WaitingCount);
        merged = merged.Merge(Text("()"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.Equal(text, merged);
        Assert.Null(SequenceCheck.Fault(merged.State));
    }

    [Fact]
    public void A_text_is_read_and_changed_by_many_threads_at_once()
    {
        var text = Text(string.Concat(Enumerable.Range(0, 5_000).Select(i => (char)('a' + (i % 26)))));
        var shown = text.ToString();
        var anchor = text.AnchorAt(2_500, AnchorSide.Behind);
        _ = Parallel.For(0, 64, i =>
        {
            var edited = Right(text.Replace(ReplicaId.Of($"r{i}"), i * 70, 1, "!"));
            Assert.Equal(shown.Remove(i * 70, 1).Insert(i * 70, "!"), edited.ToString());
            Assert.Equal(edited, text.Merge(edited.Delta(text)));
            Assert.Equal(2_500, text.IndexOf(anchor));
            Assert.Equal(shown, text.ToString());
        });
    }

    private static bool AreEqual(CrdtText? one, CrdtText? other) => one == other && !(one != other);

    private static CrdtText Text(string text) => Right(CrdtText.Empty.Insert(Ann, 0, text));

    private static CrdtText Read(string state) => Right(CrdtJson.Read<CrdtText>(
        Encoding.UTF8.GetBytes($$"""{"type":"text","version":1,"state":{{state}}}""")));
}
