using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

/// <summary>What nests deep is read, or refused, on a stack of any size; it never ends the process.</summary>
public sealed class DeepStateTests
{
    private const int SmallStack = 512 * 1024;
    private static readonly JsonLimits Deep = new() { Depth = Value.MaximumDepth };

    [Theory]
    [InlineData(400)]
    [InlineData(1000)]
    public void A_deep_chain_of_records_is_read_back(int depth) => OnSmallStack(() =>
    {
        var value = Right(Json.Parse(Chain(depth), Deep));
        var chain = Right(ObjectTree.Default.FromValue<Link>(value));
        Assert.Equal(depth, Length(chain));
    });

    [Fact]
    public void A_deep_chain_of_options_and_lists_is_read_back() => OnSmallStack(() =>
    {
        var value = Right(Json.Parse(string.Concat(Enumerable.Repeat("{\"Rest\":[", 450)) + "{\"Rest\":[]}"
            + string.Concat(Enumerable.Repeat("]}", 450)), Deep));
        _ = Right(ObjectTree.Default.FromValue<Knot>(value));
    });

    [Fact]
    public void What_does_not_fit_deep_down_is_named_by_its_path() => OnSmallStack(() =>
    {
        var value = Right(Json.Parse(Chain(500).Replace("\"N\":0", "\"N\":\"x\"", StringComparison.Ordinal), Deep));
        var error = ObjectTree.Default.FromValue<Link>(value).Match(_ => throw new InvalidOperationException(), it => it);
        Assert.EndsWith("/Next/N", Assert.IsType<TimelineError.ObjectUnwritable>(error).Path, StringComparison.Ordinal);
    });

    [Fact]
    public void A_deep_part_is_put_in_by_a_patch() => OnSmallStack(() =>
    {
        var value = Right(Json.Parse(Chain(900), Deep));
        var patch = Patch([new Change.Replaced(ValuePath.Root.Append("Next"), Value.OfNull(), value)]);
        Assert.Equal(901, Length(Right(patch.Apply(new Link(7, null)))));
    });

    private static Timeline.Changes.Patch Patch(IEnumerable<Change> changes) => Timeline.Changes.Patch.From(changes);

    private static string Chain(int depth) =>
        string.Concat(Enumerable.Repeat("{\"N\":1,\"Next\":", depth - 1)) + "{\"N\":0,\"Next\":null}" + new string('}', depth - 1);

    private static int Length(Link? chain)
    {
        var length = 0;
        for (; chain is not null; chain = chain.Next) length++;
        return length;
    }

    private static void OnSmallStack(Action act)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                failure = Record.Exception(act);
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private sealed record Link(int N, Link? Next);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "It is read back.")]
    private sealed record Knot(Seq<Knot> Rest);
}
