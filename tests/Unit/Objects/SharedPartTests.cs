using System.Collections.Immutable;
using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

/// <summary>Objects that hold the next ones in two places: the ways through them double with each level.</summary>
public sealed class SharedPartTests
{
    private const int Levels = 40;
    private const int Enough = 10_000_000;

    private static readonly ObjectDiffOptions[] Ways =
    [
        ObjectDiffOptions.Default,
        new() { Tree = new ObjectTree(new()) { PairsBeforeCode = 0 } },
        new() { Tree = new ObjectTree(new()) { PairsBeforeCode = int.MaxValue } },
        new() { Tolerance = 0.5 },
    ];

    [Fact]
    public void Two_that_are_the_same_are_compared_in_no_time() => Assert.All(Ways, options =>
    {
        Assert.True(Right(Diff.Between(Knot.Of(Levels, new Reads()), Knot.Of(Levels, new Reads()), options)).IsEmpty);
        Assert.True(Right(Diff.Between(Held.Of(Levels), Held.Of(Levels), options)).IsEmpty);
        Assert.True(Right(Diff.Between(Link.Of(Levels), Link.Of(Levels), options)).IsEmpty);
    });

    [Fact]
    public void What_differs_in_one_place_is_found() => Assert.All(Ways, options =>
    {
        Knot Under(int n, Reads reads) => new(n, Knot.Of(Levels, reads), new Knot(n, null, null, reads), reads);
        Assert.Equal(
            "~ /N: 1 -> 2\n~ /Right/N: 1 -> 2",
            Right(Diff.Between(Under(1, new Reads()), Under(2, new Reads()), options)).ToString());
    });

    [Fact]
    public void What_can_change_is_projected_once()
    {
        var value = Right(ObjectTree.Default.ToValue(Knot.Of(Levels, new Reads())));
        Assert.Equal(Levels, value.Depth);
        var map = Assert.IsType<Value.Map>(value);
        Assert.Same(map["Left"], map["Right"]);
        Assert.Equal(2 * Levels, Right(ObjectTree.Default.ToValue(Held.Of(Levels))).Depth);
    }

    private static T Right<T>(Either<TimelineError, T> either) =>
        either.Match(it => it, error => throw new InvalidOperationException(error.Message));

    /// <summary>So many members were read; one too many is refused, lest a test goes on for ever.</summary>
    private sealed class Reads
    {
        private int _count;

        public T Of<T>(T member) => ++_count < Enough ? member : throw new InvalidOperationException("it takes for ever");
    }

    private sealed class Knot(int n, Knot? left, Knot? right, Reads reads)
    {
        public int N => reads.Of(n);

        public Knot? Left => reads.Of(left);

        public Knot? Right => reads.Of(right);

        public static Knot Of(int levels, Reads reads)
        {
            Knot? knot = null;
            for (var i = 0; i < levels; i++) knot = new Knot(i, knot, knot, reads);
            return knot!;
        }
    }

    /// <summary>In lists, maps and options of which nothing says that they cannot change.</summary>
    private sealed class Held(List<Held> some, Dictionary<string, Held> named, Option<Held> maybe)
    {
        public List<Held> Some { get; set; } = some;

        public Dictionary<string, Held> Named { get; set; } = named;

        public Option<Held> Maybe { get; set; } = maybe;

        public static Held Of(int levels)
        {
            var held = new Held([], [], default);
            for (var i = 1; i < levels; i++) held = new Held([held, held], new() { ["a"] = held, ["b"] = held }, held);
            return held;
        }
    }

    private sealed record Link(int N, ImmutableArray<Link> Next)
    {
        public static Link Of(int levels)
        {
            var link = new Link(0, []);
            for (var i = 0; i < levels; i++) link = new Link(i, [link, link]);
            return link;
        }
    }
}
