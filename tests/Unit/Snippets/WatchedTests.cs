using Timeline.Watching;

namespace Timeline.Tests.Unit.Snippets;

public sealed class WatchedTests
{
    [Fact]
    public void A_variable_remembers()
    {
        var printed = Printed(() =>
        {
            // 1. Watch a variable
            var score = Registry.Default.Watch("score", 0);

            // 2. Change it
            score.Set(10).Set(20).Set(30);

            // 3. Look
            Console.WriteLine(score.Value);         // 30
            Console.WriteLine(score.LastChange);    // 3: 30 (2026-11-21T10:00:00.1234567Z)

            // 4. The whole trail
            foreach (var version in score.History.Oldest())
                Console.WriteLine(version);

            // 5. Travel in time
            score.Rollback(1);                      // by a new version
            Console.WriteLine(score.Value);         // 10

            // 6. Back to the beginning
            score.Reset();
            Console.WriteLine(score.Value);         // 0
        });
        Registry.Default.Unregister("score");
        Assert.Equal(["30", "3: 30", "0: 0", "1: 10", "2: 20", "3: 30", "10", "0"], printed.Select(line => line.Split(" (")[0]));
        Assert.Matches(@"^3: 30 \(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\)$", printed[1]);
        Assert.EndsWith("Z, initial)", printed[2], StringComparison.Ordinal);
    }

    /// <summary>The lines that were written to the console meanwhile.</summary>
    private static string[] Printed(Action print)
    {
        var before = Console.Out;
        using var writer = new StringWriter();
        Console.SetOut(writer);
        try
        {
            print();
        }
        finally
        {
            Console.SetOut(before);
        }

        return writer.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
