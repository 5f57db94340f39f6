using System.Diagnostics;
using System.Globalization;
using Timeline.Sqlite;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Crowds;

/// <summary>Eight processes on one file, some of which are killed, and replaced.</summary>
public sealed class CrowdTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Eight_processes_on_one_file_corrupt_nothing_and_lose_no_update()
    {
        using var folder = new Folder();
        var seconds = Extent.Of(@short: 6, @long: 600);
        var (judge, kills) = await RunAsync(folder, seconds, TimeSpan.FromSeconds(seconds / 6.0), pace: Extent.Of(800, 10_000));
        Assert.Empty(judge.Faults);
        Assert.True(judge.Acknowledged > 0, $"{judge}");

        // Whoever is told that the file is busy has waited for as long as it was asked to.
        Assert.True(judge.ShortestBusy is null or >= 4_900, $"{judge}");
        Assert.True(judge.Longest < Longest.TotalMilliseconds, $"{judge}");
        Figures.Report("eight processes on one file", $"{seconds} s, {kills} kills; {judge}; corrupt 0, lost updates 0");
    }

    [Fact]
    public async Task A_crowd_that_writes_heads_without_comparing_is_seen_to_lose_updates()
    {
        using var folder = new Folder();
        var (judge, _) = await RunAsync(folder, 2, TimeSpan.FromSeconds(10), pace: 800, Heads.BlindWrites);
        Assert.Contains(judge.Faults, fault => fault.Contains(" is lost from ", StringComparison.Ordinal));
    }

    private static async Task<(CrowdJudge Judge, int Kills)> RunAsync(
        Folder folder, int seconds, TimeSpan betweenKills, int pace, params string[] options)
    {
        var judge = new CrowdJudge();
        var random = new Random(Extent.Seed);
        var (clock, started, kills) = (Stopwatch.StartNew(), 0, 0);
        var members = Enumerable.Range(0, Crowd.Members).Select(_ => Start()).ToArray();
        betweenKills = TimeSpan.FromSeconds(Math.Min(betweenKills.TotalSeconds, 4));
        while (clock.Elapsed + betweenKills + TimeSpan.FromSeconds(1) < TimeSpan.FromSeconds(seconds))
        {
            await Task.Delay(betweenKills * (0.5 + random.NextDouble()));
            var at = random.Next(members.Length);
            await using (var killed = members[at]) await killed.KillAsync();
            judge.Add(members[at]);
            members[at] = Start();
            kills++;
        }

        foreach (var member in members)
        {
            await using var ending = member;
            var (code, errors) = await member.EndAsync();
            Assert.True(code == 0, errors);
            judge.Add(member);
        }

        await using var store = SqliteHistoryStore.Open(folder.Store);
        await judge.JudgeAsync(store);
        return (judge, kills);

        Child Start()
        {
            var left = Math.Max(1, seconds - (int)clock.Elapsed.TotalSeconds);
            var number = started++;
            return Child.Start(
                ["crowd", folder.Store, Text(number), Text(Extent.Seed + (number * 7919)), Text(left), Text(pace), .. options]);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
