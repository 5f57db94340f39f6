using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Tests.Properties.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Objects;

/// <summary>The laws of lists whose order means nothing.</summary>
public sealed class BagLaws
{
    private static readonly ObjectDiffOptions AnyOrder = new() { AnyOrder = [PathPattern.Of("*"), PathPattern.Of("*.Tags")] };

    private static readonly ObjectDiffOptions[] Ways =
    [
        AnyOrder,
        AnyOrder with { AnyCase = [PathPattern.Of("*.Name"), PathPattern.Of("*.Tags.*")] },
        AnyOrder with { Ignored = [PathPattern.Of("**.Stamp"), PathPattern.Of("*.Notes.a"), PathPattern.Of("*.Inner")] },
        AnyOrder with { Ignored = [PathPattern.Of("[1].Stamp"), PathPattern.Of("*.Tags[0]")] },
        AnyOrder with { Tolerance = 1 },
        AnyOrder.Comparing(EqualityComparer<string>.Create((left, right) => left?.Length == right?.Length)),
        (AnyOrder with { Tolerance = 1, AnyCase = [PathPattern.Of("**")] }).Comparing(
            EqualityComparer<Thing>.Create((left, right) => left?.Stamp == right?.Stamp)),
    ];

    [Fact]
    public void Each_element_has_the_partner_that_trying_each_with_each_finds() => Tape.Holds(Bags, bags => Assert.All(
        Ways, options => Assert.Equal(Tried(options, bags.Left, bags.Right), Found(options, bags.Left, bags.Right))));

    [Fact]
    public void Past_the_limit_the_patch_still_leads_there_and_says_that_it_may_be_longer() => Tape.Holds(Bags, bags =>
    {
        foreach (var options in Ways[..1].Append(Ways[4] with { Lists = new DiffOptions { WorkLimit = 0 } }))
        {
            var patch = Right(Diff.Between(bags.Left, bags.Right, options));
            var whole = Right(Diff.Between(bags.Left, bags.Right, options with { Lists = DiffOptions.Default }));
            Assert.True(patch.Approximate || patch.Equals(whole));
            Assert.Equal("", Right(Diff.Between(Right(patch.Apply(bags.Left)), bags.Right, options with { Lists = DiffOptions.Default })).ToString());
        }
    });

    private static (List<Thing?> Left, List<Thing?> Right) Bags(Tape tape)
    {
        var left = Bag(tape);
        return (left, [.. left.OrderBy(_ => tape.Below(9)).Select(it => it is null ? null : Noisy(tape, it)), .. Bag(tape)]);
    }

    /// <summary>Written otherwise in one of the ways that may not count.</summary>
    private static Thing Noisy(Tape tape, Thing thing) => tape.Below(7) switch
    {
        1 => thing with { Name = thing.Name == "a" ? "A" : "a" },
        2 => thing with { Stamp = thing.Stamp + 1 },
        3 => thing with { Level = thing.Level + 0.5 },
        4 => thing with { Tags = [.. thing.Tags.Select(it => it.ToUpperInvariant()).Reverse()] },
        5 => thing with { Notes = thing.Notes.Where(it => it.Key != "a").ToDictionary() },
        6 => thing with { Inner = null },
        _ => thing,
    };

    private static List<Thing?> Bag(Tape tape) => [.. Enumerable.Range(0, tape.Below(6)).Select(_ =>
        tape.Below(8) == 1 ? null : New(tape, 2))];

    private static Thing New(Tape tape, int levels) => new(
        tape.Of("a", "A", "b"), tape.Below(3), tape.Below(3) / 2.0,
        [.. Enumerable.Range(0, tape.Below(3)).Select(_ => tape.Of("x", "X", "y"))],
        [.. Enumerable.Range(0, tape.Below(3)).Select(_ => tape.Below(3))],
        Enumerable.Range(0, tape.Below(3)).ToDictionary(i => i == 0 ? "a" : "b", _ => tape.Of("p", "P")),
        tape.Of<object?>(null, 1, "a", "A", 1.5), tape.OneIn(2) ? Option<string>.Some(tape.Of("o", "O")) : default,
        levels > 0 && tape.OneIn(3) ? New(tape, levels - 1) : null);

    private static int[] Found(ObjectDiffOptions options, List<Thing?> left, List<Thing?> right) =>
        BagMatch.Partners(new TreeWalk(options.Tree, options.Leniency), View(options), [.. left], [.. right]);

    private static int[] Tried(ObjectDiffOptions options, List<Thing?> left, List<Thing?> right)
    {
        var (walk, element) = (new TreeWalk(options.Tree, options.Leniency), View(options).Element);
        var (partners, open) = (new int[left.Count], Enumerable.Range(0, right.Count).ToList());
        for (var i = 0; i < left.Count; i++)
            partners[i] = Taken(open, at => walk.Project(element.View, left[i]).Equals(walk.Project(element.View, right[at])));
        for (var i = 0; i < left.Count; i++)
            if (partners[i] < 0) partners[i] = Taken(open, at => walk.AreSame(new PathSegment(i), element, left[i], right[at]));
        return partners;
    }

    private static int Taken(List<int> open, Predicate<int> isOne)
    {
        var place = open.FindIndex(isOne);
        if (place < 0) return BagMatch.None;
        var found = open[place];
        open.RemoveAt(place);
        return found;
    }

    private static SequenceView View(ObjectDiffOptions options) => (SequenceView)options.Tree.ViewOf(typeof(List<Thing?>));

    private static T Right<T>(Either<TimelineError, T> either) =>
        either.Match(value => value, error => throw new InvalidOperationException(error.Message));

    private sealed record Thing(
        string Name,
        int Stamp,
        double Level,
        List<string> Tags,
        System.Collections.Generic.HashSet<int> Marks,
        Dictionary<string, string> Notes,
        object? Any,
        Option<string> Maybe,
        Thing? Inner);
}
