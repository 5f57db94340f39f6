using FsCheck;
using FsCheck.Fluent;
using Timeline.Admission;

namespace Timeline.Tests.Properties.Isolation;

/// <summary>The laws of isolation, over graphs of objects that share parts and go in circles.</summary>
public sealed class CopyLaws
{
    private static readonly Arbitrary<int[]> Tapes = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void A_copy_is_alike_also_in_what_is_shared_and_in_circles() => Law.Holds(Tapes, tape =>
    {
        var graph = new Grower(tape).Grow();
        return Sketch.Of(Admit(graph)) == Sketch.Of(graph);
    });

    [Fact]
    public void A_copy_has_nothing_that_can_change_in_common_with_its_original() => Law.Holds(Tapes, tape =>
    {
        var graph = new Grower(tape).Grow();
        var (before, after) = (Found(graph), Sketch.Reach(Admit(graph)));
        return !after.Where(Sketch.CanChange).Any(before.Contains);
    });

    [Fact]
    public void What_never_changes_is_in_the_copy_as_it_is() => Law.Holds(Tapes, tape =>
    {
        var graph = new Grower(tape).Grow();
        var (before, after) = (Sketch.Reach(graph), Found(Admit(graph)));
        return before.Where(IsSettled).All(after.Contains);
    });

    [Fact]
    public void Whatever_is_done_to_the_original_or_to_what_was_handed_out_what_is_kept_stays() => Law.Holds(Tapes, tape =>
    {
        var graph = new Grower(tape).Grow();
        var admission = Admission<object>.For("graph");
        var kept = admission.Admit(graph);
        var sketch = Sketch.Of(kept);
        foreach (var it in Sketch.Reach(graph).Concat(Sketch.Reach(admission.Release(kept)))) Grower.Spoil(it);
        return Sketch.Of(kept) == sketch && Sketch.Of(graph) != sketch;
    });

    [Fact]
    public void A_copy_of_a_copy_is_alike() => Law.Holds(Tapes, tape =>
    {
        var graph = new Grower(tape).Grow();
        return Sketch.Of(Admit(Admit(graph))) == Sketch.Of(graph);
    });

    [Fact]
    public void Interceptors_go_in_in_order_and_out_in_reverse() => Law.Holds(Tapes, tape =>
    {
        var marks = tape.Select(it => (char)('a' + ((it & int.MaxValue) % 26))).ToArray();
        var admission = Admission<string>.For("text", null, [.. marks.Select(mark => Interceptor<string>.Of(
            $"{mark}", it => it + mark, it => it[^1] == mark ? it[..^1] : throw new InvalidOperationException(it)))]);
        var kept = admission.Admit("");
        return kept == new string(marks) && admission.Release(kept).Length == 0;
    });

    [Fact]
    public void Every_rule_that_refuses_is_told_in_order_and_none_else() => Law.Holds(Tapes, tape =>
    {
        var rules = tape.Select((it, i) => Rule<int>.That($"{i}", _ => it % 2 == 0)).ToArray();
        var wrong = tape.Select((it, i) => (it, i)).Where(at => at.it % 2 != 0).Select(at => $"{at.i}").ToArray();
        try
        {
            return Admission<int>.For("number", rules).Admit(1) == 1 && wrong.Length == 0;
        }
        catch (ValueRejectedException error)
        {
            return error.Failures.Select(it => it.Rule).SequenceEqual(wrong);
        }
    });

    /// <summary>What nothing that hangs on it can change.</summary>
    private static bool IsSettled(object it) => !Sketch.Reach(it).Exists(Sketch.CanChange);

    private static HashSet<object> Found(object graph) => new(Sketch.Reach(graph), ReferenceEqualityComparer.Instance);

    private static object Admit(object graph) => Admission<object>.For("graph").Admit(graph);
}
