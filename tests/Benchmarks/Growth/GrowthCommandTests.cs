using Timeline.Benchmarks.Growth;

namespace Timeline.Tests.Benchmarks.Growth;

/// <summary>The measure held against things whose growth is known: else it might call everything well.</summary>
public sealed class GrowthCommandTests
{
    private static readonly int[] Sizes = [1_000, 4_000, 16_000, 64_000];

    [Fact]
    public void A_walk_over_all_is_called_short_of_a_logarithm()
    {
        var (code, text) = Run(GrowthLaw.Of("scan", Bound.Logarithmic, Sizes, Scanning));
        Assert.Equal(1, code);
        Assert.Matches(@"^growth scan +[01]\.\d\d O\(log n\) +short ", text);
    }

    [Fact]
    public void A_copy_of_all_is_called_short_of_a_constant_by_its_bytes()
    {
        var (code, text) = Run(GrowthLaw.Of("copy", Bound.Constant, Sizes, size => () => new byte[size]));
        Assert.Equal(1, code);
        Assert.Matches(@"growth copy/bytes +[01]\.\d\d O\(1\) +short ", text);
    }

    [Fact]
    public void A_walk_over_all_keeps_what_is_promised_of_it()
    {
        var (code, text) = Run(GrowthLaw.Of("scan", Bound.Linear, Sizes, Scanning));
        Assert.Equal(0, code);
        Assert.Matches(@"^growth scan +[01]\.\d\d O\(n\) +ok ", text);
    }

    [Fact]
    public void What_a_law_holds_is_closed_when_it_is_measured()
    {
        var open = 0;
        var law = new GrowthLaw("held", Bound.Constant, Sizes, _ =>
        {
            open++;
            return new Work(() => null, new Closing(() => open--));
        });
        _ = Run(law);
        Assert.Equal(0, open);
    }

    [Fact]
    public void An_unknown_name_is_told_in_one_line_with_the_names_there_are()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, GrowthCommand.Run(["nothing"], TextWriter.Null, errors));
        Assert.StartsWith("growth: no law \"nothing\"; there are map-get, ", errors.ToString(), StringComparison.Ordinal);
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
    }

    private static Func<object?> Scanning(int size)
    {
        var numbers = Enumerable.Range(0, size).ToArray();
        return () => Array.IndexOf(numbers, -1) < 0 ? null : numbers;
    }

    private static (int Code, string Text) Run(GrowthLaw law)
    {
        using var output = new StringWriter();
        var code = GrowthCommand.Run([law], [], output, TextWriter.Null);
        return (code, output.ToString());
    }

    private sealed class Closing(Action close) : IDisposable
    {
        public void Dispose() => close();
    }
}
