using System.Diagnostics;
using System.Text;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Containers;
using Timeline.Observing;
using Timeline.Tests.Integration.Cli;

namespace Timeline.Tests.Integration.ChangeObservers;

/// <summary>Files of lines on a disk that is really full, and under the eyes of those who follow them.</summary>
public sealed class JsonLinesOnDiskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_is_no_file_is_refused_in_words()
    {
        var pipe = _work.In("pipe");
        if (await RunAsync("mkfifo", pipe) is { Length: > 0 } refused) Assert.Skip($"No pipe can be made here: {refused.Trim()}");
        var thrown = Assert.Throws<IOException>(() => new JsonLinesFile(pipe));
        Assert.Contains($"'{pipe}' cannot be opened for appending: it is a pipe", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20_000)]
    public async Task A_full_disk_costs_the_entries_that_do_not_fit_and_no_other(int? maximumBytes)
    {
        var disk = Directory.CreateDirectory(_work.In("disk")).FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk) is { Length: > 0 } refused)
            Assert.Skip($"A small disk cannot be mounted here: {refused.Trim()}");
        try
        {
            var filler = Path.Combine(disk, "filler");
            await File.WriteAllBytesAsync(filler, new byte[40_000]);
            List<ObserverFailure> failures = [];
            TrackedList<string> list = new(new TrackingOptions { ListenerFailed = failures.Add });
            using JsonLinesObserver lines = new(Path.Combine(disk, "changes.jsonl"), new() { MaximumBytes = maximumBytes });
            using var subscription = list.Subscribe(lines);
            for (var i = 0; failures.Count < 3; i++) list.Add($"{i} {new string('x', 1500)}");
            Assert.All(failures, failure => Assert.Contains(lines.File.Path, Assert.IsType<IOException>(failure.Exception).Message, StringComparison.Ordinal));
            File.Delete(filler);
            for (var i = 0; i < 3; i++) list.Add($"after {i}");
            Assert.Equal(3, failures.Count);
            var lost = failures.Select(failure => ((ChangeEntry)failure.Item!).Id.Number).ToHashSet();
            var written = lines.File.Files.SelectMany(File.ReadAllLines).Select(Parsed).Select(entry => entry.Id.Number);
            Assert.Equal(list.Log.Entries.Select(entry => entry.Id.Number).Where(number => number > 1 && !lost.Contains(number)), written);
            Assert.Equal(maximumBytes is not null, lines.File.Files.Count > 1);
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    [Theory]
    [InlineData("timeline")]
    [InlineData("tail")]
    public async Task Whoever_follows_a_file_reads_on_through_rotations(string follower)
    {
        var path = _work.In("changes.jsonl");
        TrackedList<int> list = [];
        using JsonLinesObserver lines = new(path, new() { MaximumBytes = 900, KeptFiles = 2 });
        using var subscription = list.Subscribe(lines);
        list.Add(0);
        using var process = Started(follower);
        try
        {
            for (var i = 1; i <= 12; i++)
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
                Assert.Equal(list.Log.Last.Id, Parsed(line!).Id);
                list.Add(i);
            }

            Assert.Equal(3, lines.File.Files.Count);
            Assert.True(File.Exists(_work.In("changes.000003.jsonl")));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_second_process_is_refused_while_one_writes()
    {
        using JsonLinesFile file = new(_work.In("changes.jsonl"));
        file.Append("[1]"u8);

        // The lock is that of the platform, so any program that takes it is kept out, and keeps us out.
        var start = Command.Launched(_work.Folder, ["flock", "-n", "changes.jsonl.lock", "true"]);
        try
        {
            Assert.Equal(1, (await Command.RunAsync(start)).ExitCode);
            file.Dispose();
            Assert.Equal(0, (await Command.RunAsync(start)).ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no flock here.");
        }
    }

    private Process Started(string follower)
    {
        try
        {
            return Process.Start(follower == "tail"
                ? Command.Launched(_work.Folder, ["tail", "-n", "+1", "-F", "-s", "0.1", "changes.jsonl"])
                : Command.Start(_work.Folder, ["changes", "changes.jsonl", "--follow", "--json"]))!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"There is no {follower} here.");
            throw;
        }
    }

    private async Task<string> RunAsync(params string[] line)
    {
        try
        {
            var answer = await Command.RunAsync(Command.Launched(_work.Folder, line));
            return answer.ExitCode == 0 ? "" : $"{answer.ExitCode} {answer.Error}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }

    private static ChangeEntry Parsed(string line) => ChangeJson.Parse(Encoding.UTF8.GetBytes(line))
        .Match(Right: entry => entry, Left: error => throw new InvalidOperationException(error.Message));
}
