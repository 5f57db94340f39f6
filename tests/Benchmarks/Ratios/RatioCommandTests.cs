using Timeline.Benchmarks.Ratios;

namespace Timeline.Tests.Benchmarks.Ratios;

public sealed class RatioCommandTests
{
    private static readonly RatioGroup[] Groups =
    [
        new("one", 1, _ => [Fixed("slow", 2)]),
        new("two", 2, effort => [Fixed(effort.IsQuick ? "small" : "large", 0.5), Fixed("same", 1)]),
    ];

    [Fact]
    public void Without_a_name_all_groups_are_measured_and_one_that_is_short_is_told_by_the_exit_code()
    {
        var (code, output, _) = Run();
        Assert.Equal(1, code);
        Assert.Equal(["one/slow@peer", "two/large@peer", "two/same@peer"], output.Select(line => line.Split(' ')[0]));
        Assert.EndsWith(" short", output[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_is_reached_the_exit_code_is_0() => Assert.Equal(0, Run("two").Code);

    [Fact]
    public void A_quick_look_may_take_smaller_data() =>
        Assert.StartsWith("two/small@peer ", Run("--quick", "two").Output[0], StringComparison.Ordinal);

    [Fact]
    public void As_JSON_each_line_is_a_document() =>
        Assert.All(Run("two", "--json").Output, line => Assert.StartsWith("{\"group\":\"two\"", line, StringComparison.Ordinal));

    [Fact]
    public void The_groups_are_listed_without_measuring() => Assert.Equal(["one", "two"], Run("--list").Output);

    [Theory]
    [InlineData("three")]
    [InlineData("--fast")]
    public void An_unknown_word_is_told_in_one_line_with_the_names_there_are(string word)
    {
        var (code, output, errors) = Run("one", word);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Equal($"ratios: no group \"{word}\"; there are one, two", errors);
    }

    [Fact]
    public void Rounds_that_a_contest_asks_for_are_made_and_their_median_counts()
    {
        Queue<double> measured = new([5, 1, 100, 4, 3]);
        var group = new RatioGroup("g", 1, _ => [new Contest("c", "p", 10, () => 1, measured.Dequeue, "ns") { Rounds = 5 }]);
        Assert.Equal(4, group.Measure(Timeline.Benchmarks.Measuring.Effort.Quick, TimeProvider.System).Single().Ours);
    }

    [Fact]
    public void A_group_that_has_used_its_time_gives_the_rest_one_look()
    {
        var looks = 0;
        var effort = Timeline.Benchmarks.Measuring.Effort.Full with { Group = TimeSpan.Zero };
        var late = new Contest("c", "p", 10, () => 1, () => ++looks, "ns");
        _ = new RatioGroup("g", 1, _ => [late]).Measure(effort, TimeProvider.System).Single();
        Assert.Equal(1, looks);
    }

    private static Contest Fixed(string name, double ours) => new(name, "peer", 1, () => 1, () => ours, "ns");

    private static (int Code, string[] Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = RatioCommand.Run(Groups, arguments, output, errors);

        // Whether the machine is busy is no matter here.
        var told = errors.ToString().Split('\n').Where(line => line.Length > 0 && !line.Contains("busy", StringComparison.Ordinal));
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), string.Join('\n', told));
    }
}
