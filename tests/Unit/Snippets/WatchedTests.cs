using Timeline.Admission;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Stamping;
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

    [Fact]
    public void A_variable_has_rules_goes_back_and_is_listened_to()
    {
        using var registry = new Registry();
        var stock = registry.Watch("stock", 100, new WatchOptions<int>
        {
            Rules = [Rule<int>.That("not negative", count => count >= 0)],
            Retention = new Retention.NotOlderThan(TimeSpan.FromDays(30)),
        });

        using (Actor.As("ada"))
        {
            stock.Set(80, "sold 20");
            stock.Update(count => count + 5, "returned");
        }

        var (count, who, why) = (stock.Value, stock.LastChange.Stamp.Actor, stock.LastChange.Stamp.Label);
        var yesterday = registry.SnapshotAt(DateTimeOffset.UtcNow.AddDays(-1));

        Assert.Equal((85, "ada", "returned"), (count, who, why));
        Assert.Empty(yesterday);
        Assert.Equal("not negative", Assert.Single(Assert.Throws<ValueRejectedException>(() => stock.Set(-1)).Failures).Rule);

        stock.Undo();
        stock.Redo();
        stock.Rollback(0, "stocktaking");
        stock.Branch("plan").Switch("plan").Set(500, "if we expand").Switch("main");

        Assert.Equal(["initial", "sold 20", "returned", "undo of 2", "redo of 2", "stocktaking"],
            stock.History.Oldest().Select(version => version.Stamp.Label));
        Assert.Equal(500, stock.Merge("plan").Value);
        Assert.Equal("returned", Replay.Fold(stock.History, "", (last, version) => version.Index == 2 ? version.Stamp.Label : last));
        Assert.Equal(MergeOutcome.UpToDate, stock.PreviewMerge("plan", MergePolicy.Ours).Outcome);

        var printed = Printed(() =>
        {
            using var listening = stock.OnChange((variable, version) =>
                Console.WriteLine($"{variable.Name} is {version.Value} by {version.Stamp.Actor}"));
            using var failing = registry.OnFailure(failure => Console.Error.WriteLine(failure.Exception.Message));
            stock.Set(7);
        });
        Assert.Equal(["stock is 7 by "], printed);
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
