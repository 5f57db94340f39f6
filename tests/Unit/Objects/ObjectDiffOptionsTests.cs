using System.Collections.Immutable;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

public sealed class ObjectDiffOptionsTests
{
    private static readonly Sensor Old = new(
        "Roof", 20.0, new DateOnly(2026, 1, 31), ["a", "b", "c"], [new Reading("t", 1.5), new Reading("p", 9)]);

    [Fact]
    public void What_is_ignored_is_no_change_nor_is_anything_below_it()
    {
        var now = Old with { Name = "Cellar", Readings = [new Reading("x", 1.5), new Reading("y", 3)] };
        Assert.Equal("~ /Readings/1/Level: 9 -> 3", Changes(Old, now, new() { Ignored = Of("Name", "Readings[*].Name") }));
        Assert.Equal("~ /Name: \"Roof\" -> \"Cellar\"", Changes(Old, now, new() { Ignored = Of("Readings") }));
    }

    [Fact]
    public void An_ignored_member_does_not_hide_what_was_put_in_before_it() => Assert.Equal(
        "+ /Readings/0: {\"Name\":\"n\",\"Level\":0}",
        Changes(
            Old,
            Old with { Readings = [new Reading("n", 0), new Reading("t", 2.5), new Reading("p", 7)] },
            new() { Ignored = Of("**.Level") }));

    [Fact]
    public void An_ignored_key_may_come_and_go() => Assert.Equal(
        "",
        Changes(
            new Dictionary<string, int> { ["a"] = 1, ["x"] = 1 },
            new Dictionary<string, int> { ["a"] = 1, ["y"] = 2 },
            new() { Ignored = Of("x", "y") }));

    [Fact]
    public void Numbers_within_the_tolerance_are_the_same()
    {
        var now = Old with { Level = 20.25, Readings = [new Reading("t", 1.0), new Reading("p", 9.75)] };
        Assert.Equal("~ /Readings/1/Level: 9 -> 9.75", Changes(Old, now, new() { Tolerance = 0.5 }));
        Assert.Equal("", Changes<double?[]>([double.NaN, null], [double.NaN, null], new() { Tolerance = 1 }));
        Assert.Equal("~ /0: 1 -> \"Infinity\"", Changes<float[]>([1], [float.PositiveInfinity], new() { Tolerance = 1 }));
    }

    [Fact]
    public void Case_does_not_matter_where_it_is_said()
    {
        var now = Old with { Name = "ROOF", Tags = ["A", "b", "c"] };
        Assert.Equal("~ /Tags/0: \"a\" -> \"A\"", Changes(Old, now, new() { AnyCase = Of("Name") }));
        Assert.Equal("", Changes(Old, now, new() { AnyCase = Of("Name", "Tags[*]") }));
    }

    [Fact]
    public void Order_does_not_matter_where_it_is_said()
    {
        var options = new ObjectDiffOptions { AnyOrder = Of("Tags") };
        Assert.Equal("", Changes(Old, Old with { Tags = ["c", "a", "b"] }, options));
        Assert.Equal("~ /Tags/1: \"b\" -> \"d\"", Changes(Old, Old with { Tags = ["d", "c", "a"] }, options));
        Assert.Equal("- /Tags/1: \"b\"", Changes(Old, Old with { Tags = ["c", "a"] }, options));
        Assert.Equal("+ /Tags/3: \"d\"", Changes(Old, Old with { Tags = ["d", "c", "b", "a"] }, options));
        Assert.NotEqual("", Changes(Old, Old with { Tags = ["c", "a", "b"] }, new()));
    }

    [Fact]
    public void Elements_that_all_differ_are_not_tried_with_one_another()
    {
        var seen = 0;
        var counting = EqualityComparer<Half>.Create((_, _) => ++seen < 0);
        Tagged[] before = [.. Enumerable.Range(0, 3000).Select(it => new Tagged((Half)1, it))];
        Tagged[] after = [.. before.Select(it => it with { Id = it.Id + 3000 })];
        var options = new ObjectDiffOptions { AnyOrder = Of("") }.Comparing(counting);
        Assert.Equal(3000, Changes(before, after, options).Split(';').Length);
        Assert.InRange(seen, 3000, 6000);
    }

    [Fact]
    public void Elements_that_a_tolerance_may_find_the_same_are_tried_as_long_as_may_be()
    {
        Reading[] before = [.. Enumerable.Range(0, 300).Select(it => new Reading("a", it))];
        Reading[] after = [.. before.Reverse().Select(it => it with { Level = it.Level + 0.25 })];
        var options = new ObjectDiffOptions { AnyOrder = Of(""), Tolerance = 0.5 };
        Assert.Equal("", Changes(before, after, options));
        var patch = Diff.Between(before, after, options with { Lists = new DiffOptions { WorkLimit = 5000 } })
            .Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.True(patch.Approximate);
        var made = patch.Apply(before).Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal("", Changes(made, after, options));
    }

    [Fact]
    public void Two_of_a_type_are_the_same_if_its_comparer_says_so()
    {
        var sameMonth = EqualityComparer<DateOnly>.Create((left, right) => left.Month == right.Month);
        var options = new ObjectDiffOptions().Comparing(sameMonth);
        Assert.Equal("", Changes(Old, Old with { On = new DateOnly(2026, 1, 1) }, options));
        Assert.Equal(
            "~ /On: \"2026-01-31\" -> \"2026-02-01\"", Changes(Old, Old with { On = new DateOnly(2026, 2, 1) }, options));
    }

    [Fact]
    public void A_comparer_that_throws_is_an_error_with_the_path()
    {
        var broken = EqualityComparer<DateOnly>.Create((_, _) => throw new FormatException("no calendar"));
        var error = Diff.Between(Old, Old with { On = default }, new ObjectDiffOptions().Comparing(broken))
            .Match(_ => throw new InvalidOperationException(), error => error);
        Assert.Equal(
            "cannot see the DateOnly at '/On': its comparer failed: FormatException: no calendar", error.Message);
    }

    [Fact]
    public void A_depth_gathers_what_differs_further_in()
    {
        var now = Old with { Name = "R", Readings = [new Reading("t", 2), new Reading("p", 9)] };
        Assert.Equal(
            "~ /Name: \"Roof\" -> \"R\";~ /Readings/0: {\"Name\":\"t\",\"Level\":1.5} -> {\"Name\":\"t\",\"Level\":2}",
            Changes(Old, now, new() { Depth = 2 }));
        Assert.Equal(
            "~ /Name: \"Roof\" -> \"R\";~ /Readings: [{\"Name\":\"t\",\"Level\":1.5},{\"Name\":\"p\",\"Level\":9}]"
            + " -> [{\"Name\":\"t\",\"Level\":2},{\"Name\":\"p\",\"Level\":9}]",
            Changes(Old, now, new() { Depth = 1 }));
        Assert.StartsWith("~ (root): {", Changes(Old, now, new() { Depth = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_is_gathered_where_it_goes_too_deep()
    {
        var options = new ObjectDiffOptions { Depth = 1, Lists = new() { IdentityKeys = ["Name"] } };
        var changes = Changes(Old, Old with { Readings = [.. Old.Readings.Reverse()] }, options);
        Assert.StartsWith("~ /Readings: [", changes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_tolerance_is_not_negative(double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ObjectDiffOptions { Tolerance = tolerance });

    [Fact]
    public void A_depth_is_not_negative() =>
        Assert.StartsWith("A depth is 0 or more.", Assert.Throws<ArgumentOutOfRangeException>(() => new ObjectDiffOptions { Depth = -1 }).Message, StringComparison.Ordinal);

    private static PathPattern[] Of(params string[] patterns) => [.. patterns.Select(PathPattern.Of)];

    private static string Changes<T>(T before, T after, ObjectDiffOptions options) => Diff.Between(before, after, options)
        .Match(
            patch => string.Join(';', patch.Changes.Select(change => change.ToString())), error => error.Message);

    private sealed record Sensor(
        string Name, double Level, DateOnly On, ImmutableArray<string> Tags, ImmutableList<Reading> Readings);

    private sealed record Reading(string Name, double Level);

    private sealed record Tagged(Half Weight, int Id);
}
