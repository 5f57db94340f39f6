using System.Globalization;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Linearizing;

/// <summary>Processes with clients of heads on one store, killed at random and replaced until enough was done.</summary>
/// <param name="place">The file, or how a server is reached.</param>
/// <param name="operations">How many calls are to be answered in all.</param>
/// <param name="kills">How many processes are to be killed.</param>
/// <param name="options">Options of the clients.</param>
internal sealed class HeadsRun(string place, int operations, int kills, params string[] options)
{
    private const int Processes = 4;
    private const int Clients = 2;

    private readonly Random _random = new(Extent.Seed);
    private readonly HeadHistory _history = new();
    private int _started;

    /// <summary>How many processes were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>How many came to their end, and were replaced.</summary>
    public int Ended { get; private set; }

    /// <summary>Runs until all is done that was asked for.</summary>
    /// <param name="trouble">What else is done to the store, once before each kill; null for nothing.</param>
    /// <returns>What was said, by clients who all have ended.</returns>
    public async Task<HeadHistory> RunAsync(Func<Task>? trouble = null)
    {
        var children = Enumerable.Range(0, Processes).Select(_ => Start()).ToArray();
        var isDone = false;
        try
        {
            while (_history.Answered + children.Sum(Answered) < operations || Killed < kills)
            {
                // So often that kills and operations come to their numbers at about the same time.
                var at = _random.Next(Processes);
                var wish = Answered(children[at]) + 1 + _random.Next(Math.Max(2, 2 * operations / Processes / (kills + 1)));
                await children[at].UntilAsync(child => Answered(child) >= wish);
                if (trouble is not null) await trouble();
                await EndAsync(children[at], isToBeKilled: true);
                children[at] = Start();
                for (var i = 0; i < Processes; i++)
                {
                    if (!children[i].HasEnded) continue;
                    await EndAsync(children[i], isToBeKilled: false);
                    children[i] = Start();
                }
            }

            isDone = true;
        }
        finally
        {
            foreach (var child in children) await (isDone ? EndAsync(child, isToBeKilled: true) : child.DisposeAsync().AsTask());
        }

        return _history;
    }

    private Child Start()
    {
        var number = _started++;
        return Child.Start(
            ["heads", place, Text(number), Text(Clients), Text(unchecked(Extent.Seed + (number * 7919))), "1000", .. options]);
    }

    private async Task EndAsync(Child child, bool isToBeKilled)
    {
        await using var ending = child;
        if (isToBeKilled && !child.HasEnded)
        {
            Killed++;
            await child.KillAsync();
        }
        else
        {
            var (code, errors) = await child.EndAsync();
            Assert.True(code == 0, errors);
            Ended++;
        }

        _history.Add(child.Lines);
    }

    private static int Answered(Child child) => child.Count("got ");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
