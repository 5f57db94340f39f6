using Timeline.Causality;
using Timeline.Sequences;

namespace Timeline.Tests.Properties.Sequences;

public sealed class CrdtTextLaws
{
    private static readonly ReplicaId Ann = ReplicaId.Of("ann");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");

    [Fact]
    public void Deltas_that_come_in_any_order_and_often_give_the_same_text() => Law.Holds(Edit.Some(24), edits =>
    {
        var past = Replicas.Play(edits).Past;
        var all = past.Aggregate((one, other) => one.Merge(other));
        var random = new Random(edits.Length);
        var deltas = past.Zip(past.Skip(1), (before, after) => after.Delta(before)).ToArray();
        var mixed = deltas.Concat(deltas).OrderBy(_ => random.Next()).ToArray();
        var half = mixed.Length / 2;
        var late = mixed[half..].Aggregate(CrdtText.Empty, (one, other) => one.Merge(other));
        var merged = mixed[..half].Aggregate(CrdtText.Empty, (one, other) => one.Merge(other)).Merge(late);
        Equal(all, merged);
        Assert.Equal(0, merged.WaitingCount);
    }, 2_000);

    [Fact]
    public void Every_step_does_what_the_plain_tree_does() => Law.Holds(Edit.Some(30), edits =>
    {
        var replicas = new Replicas(beside: true);
        foreach (var edit in edits)
        {
            var who = replicas.Do(edit);
            Assert.Equal(replicas.Expected(who), replicas.Texts[who].ToString());
            Assert.Null(SequenceCheck.Fault(replicas.Texts[who].State));
        }
    }, 500);

    [Fact]
    public void Of_two_who_type_at_one_place_at_once_neither_is_mixed_with_the_other() => Law.Holds(Edit.Some(12), edits =>
    {
        var start = Replicas.Play(edits).Texts.Aggregate((one, other) => one.Merge(other));
        var place = edits.Sum(edit => edit.At) % (start.Length + 1);
        foreach (var (backwards, alsoBackwards) in new[] { (false, false), (true, true), (true, false), (false, true) })
        {
            var ann = Typed(start, Ann, place, "ANN", backwards);
            var bob = Typed(start, Bob, place, "BOB", alsoBackwards);
            var merged = ann.Merge(bob).ToString();
            Assert.True(merged.Remove(place, 6) == start.ToString() && merged.Substring(place, 6) is "ANNBOB" or "BOBANN", merged);
        }
    }, 10_000);

    [Fact]
    public void One_replica_does_what_a_string_does() => Law.Holds(Edit.Some(200), edits =>
    {
        var expected = "";
        var text = CrdtText.Empty;
        foreach (var edit in edits)
        {
            var at = edit.At % (expected.Length + 1);
            var deleted = edit.Kind < 5 ? 0 : Math.Min(edit.Count, expected.Length - at);
            var inserted = edit.Kind is < 5 or 9 ? new string((char)('a' + edit.Kind), edit.Count * edit.Count) : "";
            expected = expected.Remove(at, deleted).Insert(at, inserted);
            text = Right(text.Replace(Ann, at, deleted, inserted));
        }
        Assert.Equal(expected, text.ToString());
        Assert.Equal(expected.Length, text.Length);
        Assert.Equal(expected[(expected.Length / 2)..], text.Read(expected.Length / 2, expected.Length - expected.Length / 2));
        Assert.Null(SequenceCheck.Fault(text.State));
    }, 100);

    [Fact]
    public void A_builder_does_what_single_edits_do() => Law.Holds(Edit.Some(80), edits =>
    {
        var text = CrdtText.Empty;
        var builder = text.ToBuilder();
        foreach (var edit in edits)
        {
            var at = edit.At % (text.Length + 1);
            var deleted = Math.Min(edit.Kind % 3 * edit.Count, text.Length - at);
            var who = edit.Replica == 0 ? Ann : Bob;
            text = Right(text.Replace(who, at, deleted, new string('x', edit.Count)));
            Assert.True(builder.Replace(who, at, deleted, new string('x', edit.Count)).IsNone);
            if (edit.Kind == 9)
                _ = builder.ToText();
        }
        Equal(text, builder.ToText());
        Assert.Same(builder.ToText(), builder.ToText());
    });

    [Fact]
    public void An_anchor_stays_with_its_element() => Law.Holds(Edit.Some(24), edits =>
    {
        var half = edits.Length / 2;
        var replicas = Replicas.Play(edits[..half]);
        var marked = replicas.Texts[0];
        var index = edits.Sum(edit => edit.At) % (marked.Length + 1);
        var (before, behind) = (marked.AnchorAt(index, AnchorSide.Before), marked.AnchorAt(index, AnchorSide.Behind));
        Assert.Equal(index, marked.IndexOf(before));
        Assert.Equal(index, marked.IndexOf(behind));
        foreach (var edit in edits[half..])
            replicas.Do(edit);
        var later = marked.Merge(replicas.Texts[1]);
        var (there, at) = ((int)later.IndexOf(before), edits.Length * 7 % (later.Length + 1));
        var moved = (int)Right(later.Insert(Ann, at, "!")).IndexOf(before) - there;
        Assert.True(at == there || moved == (at < there ? 1 : 0));
        Assert.True((int)later.IndexOf(before) <= (int)later.IndexOf(behind));
    }, 1_000);

    [Fact]
    public void What_was_written_reads_back_equal_and_equal_states_give_equal_bytes() => Law.Holds(Edit.Some(30), edits =>
    {
        var replicas = Replicas.Play(edits);
        foreach (var text in replicas.Texts.Append(replicas.Texts[0].Delta(replicas.Texts[1])))
        {
            var read = Right(CrdtText.FromBytes(text.ToBytes()));
            Equal(text, read);
            Assert.Null(SequenceCheck.Fault(read.State));
            Assert.Equal(text.ToBytes(), read.ToBytes());
        }
        var (one, other) = (replicas.Texts[0].Merge(replicas.Texts[1]), replicas.Texts[1].Merge(replicas.Texts[0]));
        Assert.Equal(one.ToBytes(), other.ToBytes());
    }, 1_000);

    private static CrdtText Typed(CrdtText text, ReplicaId who, int place, string typed, bool backwards)
    {
        for (var i = 0; i < typed.Length; i++)
        {
            var letter = backwards ? typed[^(i + 1)] : typed[i];
            text = Right(text.Insert(who, backwards ? place : place + i, $"{letter}"));
        }
        return text;
    }

    private static void Equal(CrdtText expected, CrdtText actual)
    {
        Assert.Equal(expected.ToString(), actual.ToString());
        Assert.True(expected.Equals(actual) && actual.Equals(expected) && expected.GetHashCode() == actual.GetHashCode());
    }
}
