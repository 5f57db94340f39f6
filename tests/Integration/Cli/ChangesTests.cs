using System.Diagnostics;
using System.Text;
using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Integration.Cli;

public sealed class ChangesTests
{
    private const string Log = "log.jsonl";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Guid Container = new("0b0f6f3e-0000-4000-8000-000000000001");

    [Fact]
    public async Task A_log_is_shown_oldest_first_and_in_JSON_as_it_stands()
    {
        using var work = new Workspace();
        work.Write(Log, "\uFEFF" + Line(1) + "\r\n\n" + Line(2) + "\n" + Line(3));
        Assert.Equal(
            [
                "2026-01-31 12:00:01.000Z  ada  add /a1: 1", "2026-01-31 12:00:02.000Z  bob  add /a2: 2",
                "2026-01-31 12:00:03.000Z  ada  add /a3: 3",
            ],
            (await work.RunAsync("changes", Log)).Done().Lines);
        Assert.Equal([Line(1), Line(2), Line(3)], (await work.RunAsync("changes", Log, "--json")).Done().Lines);
        var start = Command.Start(work.Folder, ["changes", "-", "-n", "2", "--json"]);
        Assert.Equal([Line(2), Line(3)], (await Command.RunAsync(start, work.Read(Log))).Done().Lines);
    }

    [Fact]
    public async Task Filters_choose_entries()
    {
        using var work = new Workspace();
        work.Write(Log, string.Concat(Enumerable.Range(1, 4).Select(it => Line(it) + "\n")));
        Assert.Equal([Line(2), Line(4)], await LinesAsync("--actor", "bob"));
        Assert.Equal([Line(1), Line(3)], await LinesAsync("--path", "a1", "--path", "/a3"));
        Assert.Equal(4, (await LinesAsync("--path", "*", "--action", "add", "--action", "lock")).Length);
        Assert.Empty(await LinesAsync("--action", "rolled-back"));
        Assert.Equal([Line(3), Line(4)], await LinesAsync("--since", "2026-01-31T12:00:03Z"));
        Assert.Equal([Line(2)], await LinesAsync("--actor", "bob", "--path", "a2", "--limit", "1"));

        async Task<string[]> LinesAsync(params string[] filters) =>
            (await work.RunAsync(["changes", Log, "--json", .. filters])).Done().Lines;
    }

    [Fact]
    public async Task A_line_that_is_no_entry_is_told_and_the_rest_goes_on()
    {
        using var work = new Workspace();
        var newer = Line(2).Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal);
        work.Write(Log, $"{Line(1)}\n{newer}\n{{}}\n{Line(3)}\n{Line(4)[..40]}");
        var answer = await work.RunAsync("changes", Log, "--json");
        Assert.Equal((1, 2), (answer.ExitCode, answer.Lines.Length));
        var told = answer.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(3, told.Length);
        Assert.StartsWith($"timeline: error: {Log}:2: not an entry", told[0], StringComparison.Ordinal);
        Assert.Contains("format is 2", told[0], StringComparison.Ordinal);
        Assert.Contains($"{Log}:3: not an entry of a change log: format is missing", told[1], StringComparison.Ordinal);
        // A line has one number: that in the file.
        Assert.StartsWith($"timeline: error: {Log}:5: not valid JSON at column 41", told[2], StringComparison.Ordinal);
        var input = await Command.RunAsync(Command.Start(work.Folder, ["changes", "-"]), "x");
        input.Refused(1, "standard input:1: ");
    }

    [Fact]
    public async Task What_cannot_be_read_or_meant_is_refused()
    {
        using var work = new Workspace();
        (await work.RunAsync("changes", "missing.jsonl")).Refused(3, "missing.jsonl");
        (await work.RunAsync("changes", ".")).Refused(3, "folder");
        (await work.RunAsync("changes")).Refused(2, "FILE");
        (await work.RunAsync("changes", Log, "--action", "put")).Refused(2, "'put'", "rolled-back");
        (await work.RunAsync("changes", Log, "--since", "then")).Refused(2, "'then'");
        (await work.RunAsync("changes", Log, "--path", "a[")).Refused(2, "a[");
        (await work.RunAsync("changes", Log, "--limit", "0")).Refused(2, "'0'");
        (await work.RunAsync("changes", Log, "--lines", "3")).Refused(2, "add --detail");
        (await work.RunAsync("changes", Log, "--stack")).Refused(2, "add it");
        (await work.RunAsync("changes", Log, "--detail", "--lines", "0")).Refused(2, "'0'");
        (await work.RunAsync("changes", Log, "--detail", "--json")).Refused(2, "leave out --detail");
        (await work.RunAsync("changes", Log, "--store", "x.db")).Refused(2, "leave out --store");
    }

    [Fact]
    public async Task In_detail_all_is_shown_that_an_entry_says_and_of_long_values_so_many_lines()
    {
        using var work = new Workspace();
        var entry = Entry(2) with
        {
            Before = ChangeContent.Of(Value.List.From(Enumerable.Range(1, 20).Select(it => Value.Of(it)))),
            After = ChangeContent.Of(Value.Of("\e[31m")),
            Action = ChangeAction.Update,
            Stack = ["Shop.Save", "Shop.Main"],
        };
        work.Write(Log, $"{Line(1)}\n{Encoding.UTF8.GetString(ChangeJson.ToUtf8(entry))}\n");
        var short3 = await DetailAsync("--lines", "3");
        Assert.Equal(
            [
                "Change: 0b0f6f3e-0000-4000-8000-000000000001/1", "Time:   2026-01-31T12:00:01.0000000+00:00", "Actor:  ada",
                "Action: add", "Path:   /a1", "After:  1", "Tree:   dictionary 0b0f6f3e-0000-4000-8000-000000000001 (root)",
                "Change: 0b0f6f3e-0000-4000-8000-000000000001/2", "Time:   2026-01-31T12:00:02.0000000+00:00", "Actor:  bob",
                "Action: update", "Path:   /a2", "Before: [", "          1,", "          2,", "        ...",
                "After:  \"\\u001b[31m\"", "Tree:   dictionary 0b0f6f3e-0000-4000-8000-000000000001 (root)",
            ],
            short3);
        Assert.Equal(short3.Length + 7, (await DetailAsync()).Length);
        Assert.Equal(short3.Length + 18, (await DetailAsync("--lines", "100")).Length);
        Assert.Equal(
            ["Stack:  Shop.Save", "        Shop.Main"], (await DetailAsync("--stack", "--actor", "bob", "-n", "1"))[^2..]);

        async Task<string[]> DetailAsync(params string[] more) =>
            (await work.RunAsync(["changes", Log, "--detail", .. more])).Done().Lines;
    }

    [Fact]
    public async Task Its_help_and_completion_say_what_the_options_mean_to_it()
    {
        using var work = new Workspace();
        foreach (var help in new string[][] { ["changes", "--help"], ["help", "changes"], ["help", "changes", "--json"] })
        {
            var page = string.Join("\n", (await work.RunAsync(help)).Done().Lines);
            Assert.Contains("lines of JSON", page, StringComparison.Ordinal);
            Assert.DoesNotContain("--store", page, StringComparison.Ordinal);
        }

        Assert.Contains((await work.RunAsync("log", "--help")).Done().Lines, it => it.Contains("--store"));
        var offered = (await work.RunAsync("[suggest:17]", "timeline changes ")).Done().Lines;
        Assert.Contains("--detail", offered);
        Assert.DoesNotContain("--store", offered);
    }

    [Fact]
    public async Task Following_waits_for_whole_lines_and_survives_cutting_off_and_rotation()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Ctrl-C cannot be sent to one process on Windows.");
        using var work = new Workspace();
        work.Write(Log, $"{Line(1)}\n{Line(2)}\n{Line(3)[..30]}");
        using var process = Process.Start(
            Command.Interruptible(work.Folder, "changes", Log, "--follow", "--json", "-n", "1"))!;
        try
        {
            await IsNextAsync(process, 2);
            File.AppendAllText(work.In(Log), $"{Line(3)[30..]}\n{Line(4)}\n");
            await IsNextAsync(process, 3);
            await IsNextAsync(process, 4);

            work.Write(Log, Line(5) + "\n");
            await IsNextAsync(process, 5);
            Assert.Contains("cut off", await process.StandardError.ReadLineAsync().WaitAsync(Patience));

            // As programs that rotate logs do: what is still written to the old file counts.
            File.Move(work.In(Log), work.In("log.1.jsonl"));
            File.AppendAllText(work.In("log.1.jsonl"), Line(6) + "\n");
            await IsNextAsync(process, 6);
            work.Write(Log, Line(7) + "\n");
            await IsNextAsync(process, 7);
            Assert.Contains("another file", await process.StandardError.ReadLineAsync().WaitAsync(Patience));

            await Command.RunAsync(new ProcessStartInfo("kill", ["-INT", $"{process.Id}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync()));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    [Fact]
    public async Task Following_ends_quietly_where_nobody_reads_any_more()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Needs a shell's pipe.");
        using var work = new Workspace();
        work.Write(Log, Line(1) + "\n");
        var start = Command.Script(
            work.Folder,
            $"{{ \"$@\"; echo \"exit $?\" >&2; }} | {{ head -n 1; echo '{Line(2)}' >> {Log}; sleep 1; echo '{Line(3)}' >> {Log}; }}",
            "changes",
            Log,
            "--follow",
            "--json");
        var answer = await Command.RunAsync(start).WaitAsync(Patience);
        Assert.Equal([Line(1)], answer.Lines);
        Assert.Equal("exit 0\n", answer.Error);
    }

    private static string Line(int number) => Encoding.UTF8.GetString(ChangeJson.ToUtf8(Entry(number)));

    private static ChangeEntry Entry(int number) => new()
    {
        Id = new ChangeEntryId(Container, number),
        Origin = new ChangeEntryId(Container, number),
        Time = new DateTimeOffset(2026, 1, 31, 12, 0, number, TimeSpan.Zero),
        Actor = number % 2 == 0 ? "bob" : "ada",
        Action = ChangeAction.Add,
        Path = ValuePath.Root.Append($"a{number}"),
        After = ChangeContent.Of(Value.Of(number)),
        Tree = [new ChangeNode(Container, ContainerKind.Dictionary, ValuePath.Root)],
    };

    private static async Task IsNextAsync(Process process, int number) =>
        Assert.Equal(Line(number), await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
}
