using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;

namespace Timeline.Tests.Unit.Histories;

public sealed class BlameTests
{
    private static Stamp At(int minute) => new(new DateTimeOffset(2026, 1, 31, 10, minute, 0, TimeSpan.Zero), "ada");

    private static Value Read(string json) =>
        Json.Parse(json).Match(value => value, error => throw new Xunit.Sdk.XunitException(error.Message));

    private static History<Value> Recorded(params string[] texts) => texts.Aggregate(
        History<Value>.Empty, (history, text) => history.Append(Read(text), At(history.Count)));

    private static string BlameOf(History<Value> history) => Blame.Of(history).Match(
        blamed => string.Join(' ', blamed.Lines().Select(line => $"{line.Path}={line.Version.Index}")),
        error => error.Message);

    [Fact]
    public void A_path_may_be_written_out_and_one_that_is_none_or_not_there_is_told()
    {
        var history = Recorded("""{"a":[1,2]}""", """{"a":[1,3]}""");
        Assert.Equal(1, history.Blame("a[1]").Match(version => version.Index, _ => -1));
        Assert.Equal(0, history.Blame("/a/0").Match(version => version.Index, _ => -1));
        Assert.IsType<TimelineError.PathMissing>(Left(history.Blame("b")));
        Assert.Throws<ArgumentException>(() => history.Blame("a["));
        var numbers = History.Start((Left: 1, Right: 2), At(0)).Append((1, 3), At(1));
        Assert.Equal(1, numbers.Blame("Item2").Match(version => version.Index, _ => -1));
        Assert.IsType<TimelineError.PathMissing>(Left(numbers.Blame("Right")));
    }

    [Fact]
    public void What_cannot_be_compared_gives_no_differences_at_all()
    {
        Func<int> work = () => 1;
        var history = History.Start<object>(1, At(0)).Append(2, At(1)).Append(work, At(2));
        Assert.IsType<TimelineError.ObjectUnreadable>(Left(history.Diffs()));
        Assert.Empty(History<object>.Empty.Diffs().Match(diffs => diffs, _ => default));
        Assert.Single(history.Diffs(new ObjectDiffOptions { Ignored = [PathPattern.Of("")] }).Match(it => it.Take(1), _ => []));
    }

    [Fact]
    public void A_key_is_blamed_on_the_version_that_set_it_and_its_map_on_the_last_change_within() => Assert.Equal(
        "=3 /a=0 /b=2 /b/c=1 /b/d=2 /e=3",
        BlameOf(Recorded(
            """{"a":1,"b":{"c":1}}""",
            """{"a":1,"b":{"c":2}}""",
            """{"a":1,"b":{"c":2,"d":1}}""",
            """{"a":1,"b":{"c":2,"d":1},"e":1}""")));

    [Fact]
    public void A_map_is_blamed_on_the_version_that_removed_a_key_from_it() => Assert.Equal(
        "=1 /b=1 /b/c=0",
        BlameOf(Recorded("""{"b":{"c":1,"d":2}}""", """{"b":{"c":1}}""")));

    [Fact]
    public void Elements_that_shift_keep_their_blame() => Assert.Equal(
        "=1 /0=1 /1=0 /2=0",
        BlameOf(Recorded("""["b","c"]""", """["a","b","c"]""")));

    [Fact]
    public void Elements_with_an_identity_keep_their_blame_when_they_move() => Assert.Equal(
        "=1 /0=0 /0/id=0 /1=0 /1/id=0 /2=0 /2/id=0",
        Blame.Of(
            Recorded("""[{"id":1},{"id":2},{"id":3}]""", """[{"id":3},{"id":1},{"id":2}]"""),
            new DiffOptions { IdentityKeys = ["id"] }).Match(
                blamed => string.Join(' ', blamed.Lines().Select(line => $"{line.Path}={line.Version.Index}")),
                error => error.Message));

    [Fact]
    public void A_value_rolled_back_to_is_blamed_on_the_rollback()
    {
        var history = Recorded("""{"a":1,"b":1}""", """{"a":2,"b":1}""").Rollback(0, At(9));
        Assert.Equal("=2 /a=2 /b=0", history.Match(BlameOf, error => error.Message));
    }

    [Fact]
    public void What_a_merge_brings_in_is_blamed_on_the_merge()
    {
        var start = Recorded("""{"a":1,"b":1}""");
        var ours = start.Append(Read("""{"a":2,"b":1}"""), At(1));
        var theirs = start.Append(Read("""{"a":1,"b":2}"""), At(2));
        Assert.Equal("=2 /a=1 /b=2", BlameOf(ours.Merge(theirs, Read("""{"a":2,"b":2}"""), At(3))));
    }

    [Fact]
    public void Neither_the_order_of_keys_nor_the_spelling_of_a_number_is_blamed() => Assert.Equal(
        "=0 /b=0 /a=0",
        BlameOf(Recorded("""{"a":1,"b":2}""", """{"b":2.0,"a":1}""")));

    [Fact]
    public void A_path_that_is_not_there_is_told()
    {
        var history = Recorded("""{"a":1}""");
        Assert.True(Blame.At(history, ValuePath.Root.Append("b")).IsLeft);
        Assert.True(Blame.At(default, ValuePath.Root).IsLeft);
        Assert.True(Blame.Of(default(History<Value>)).IsLeft);
    }

    [Fact]
    public void A_patch_that_does_not_fit_is_told()
    {
        var wrong = Patch.From([new Change.Removed(ValuePath.Root.Append("z"), Value.OfNull())]);
        Assert.True(Blame.Follow(Read("{}"), 0, [new(1, wrong)]).IsLeft);
        Assert.True(Blame.At(ValuePath.Root, Read("""{"z":1}"""), [new(1, wrong)], 0).IsLeft);
    }

    [Fact]
    public void One_path_is_followed_back_no_further_than_the_version_that_set_it()
    {
        var history = Recorded("""{"a":1}""", """{"a":2}""");
        var patch = Diff.Between(history.Oldest()[0].Value, history.Head!.Value);
        IEnumerable<BlameStep<int>> Steps()
        {
            yield return new(1, patch);
            Assert.Fail("read too far");
        }

        Assert.Equal(1, Blame.At(ValuePath.Root.Append("a"), history.Head.Value, Steps(), 0));
    }
}
