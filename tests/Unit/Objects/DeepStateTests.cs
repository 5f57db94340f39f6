using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

[JsonSerializable(typeof(DeepStateTests.Link))]
internal sealed partial class LinkContext : JsonSerializerContext;

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

    [Fact]
    public void By_the_programs_own_options_states_are_read_as_deep_unless_they_say_how_deep() => OnSmallStack(() =>
    {
        var value = Right(Json.Parse(Chain(500), Deep));
        Assert.Equal(500, Length(Right(new ObjectTree(new JsonSerializerOptions()).FromValue<Link>(value))));
        Assert.Equal(500, Length(Right(new ObjectTree(LinkContext.Default.Options).FromValue<Link>(value))));
        Assert.True(new ObjectTree(new JsonSerializerOptions { MaxDepth = 64 }).FromValue<Link>(value).IsLeft);
        Assert.Equal(60, Length(Right(new ObjectTree(new JsonSerializerOptions { MaxDepth = 64 })
            .FromValue<Link>(Right(Json.Parse(Chain(60), Deep))))));
    });

    [Fact]
    public void What_is_thrown_far_down_comes_through_as_it_is()
    {
        var value = Right(Json.Parse(Chain(300), Deep));
        foreach (var thrown in new Exception[] { new OperationCanceledException("stop"), new InsufficientMemoryException("all") })
        {
            var options = new JsonSerializerOptions { Converters = { new Throwing(thrown) } };
            var caught = Assert.Throws(thrown.GetType(), () => new ObjectTree(options).FromValue<Link>(value));
            Assert.Same(thrown, caught);
            Assert.Contains(nameof(Throwing), caught.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Many_deep_states_are_read_at_once()
    {
        var value = Right(Json.Parse(Chain(700), Deep));
        Assert.All(
            Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(32)
                .Select(_ => Length(Right(ObjectTree.Default.FromValue<Link>(value)))).ToArray(),
            length => Assert.Equal(700, length));
    }

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

    internal sealed record Link(int N, Link? Next);

    private sealed class Throwing(Exception error) : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetInt32() == 0 ? throw error : 1;

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "It is read back.")]
    private sealed record Knot(Seq<Knot> Rest);
}
