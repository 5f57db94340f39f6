using Timeline.Documents;
using Timeline.Sqlite;
using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Kills;

/// <summary>
/// The command killed, or failing, at every k-th of its calls: the store and the document are as before or as after, and the
/// command can be given once more.
/// </summary>
public sealed class CommandTests
{
    private static readonly string[] Names = [.. Strace.Changing, "read", "pread64"];

    [Theory]
    [InlineData("record")]
    [InlineData("rollback")]
    [InlineData("merge")]
    public async Task A_command_loses_neither_the_store_nor_the_document(string command)
    {
        Needs.Tool("strace", "strace");
        using var basis = new Folder();
        await PrepareAsync(basis, command);
        string[] arguments = command switch
        {
            "record" => ["record", "doc.json"],
            "rollback" => ["rollback", "doc.json", "0"],
            _ => ["merge", "doc.json", "side"],
        };
        var documents = new[] { await File.ReadAllTextAsync(basis.File("doc.json")), await AfterAsync(basis, arguments) };
        var rehearsal = new Rehearsal(basis.Path, (folder, wrapper) => Start(folder, wrapper, arguments), _ => []);
        var calls = await rehearsal.CallsAsync(Names);
        var kills = Points.Spread([.. calls.Where(call => Strace.Changing.Contains(call.Name))], Extent.Of(@short: 2, @long: 40));
        Points.AssertGood(await Points.TryEachAsync(kills, point => rehearsal.KillAsync(point, (folder, _) => JudgeAsync(folder))));
        var errors = Points.Spread(calls, Extent.Of(@short: 2, @long: 60));
        var met = 0;
        Points.AssertGood(await Points.TryEachAsync(errors, async point =>
        {
            var error = point.Number % 2 == 0 || !Strace.Changing.Contains(point.Name) ? "EIO" : "ENOSPC";
            var (wrong, isMet) = await rehearsal.FailAsync(point, Strace.Error(error), null, async (folder, child) =>
            {
                var (exit, words) = await child.EndAsync();
                var isClear = exit == 0 || (exit == 3 && words.StartsWith("timeline: error: ", StringComparison.Ordinal)
                    && !words.Contains("unexpected", StringComparison.Ordinal));
                return isClear ? await JudgeAsync(folder) : $"it ended with {exit} {words}";
            });
            if (isMet) Interlocked.Increment(ref met);
            return wrong;
        }));
        Assert.True(met > 0, "no error was met");
        Figures.Report(
            $"kills and I/O errors at every step of timeline {command}", $"{kills.Count} kills, {met} errors, lost 0, neither old nor new 0");

        async Task<string?> JudgeAsync(Folder folder)
        {
            var document = await File.ReadAllTextAsync(folder.File("doc.json"));
            if (!documents.Contains(document)) return $"the document is {document}";
            await using (var store = SqliteHistoryStore.Open(folder.File(".timeline/timeline.db")))
            {
                if ((await DocumentHistory.VerifyAsync(store)).Findings is [var finding, ..]) return $"the store: {finding}";
            }

            string[] force = command == "record" ? [] : ["--force"];
            var again = await RunAsync(folder, [.. arguments, .. force]);
            if (again.ExitCode != 0) return $"once more it ended with {again.Errors}";
            document = await File.ReadAllTextAsync(folder.File("doc.json"));
            return document == documents[1] ? null : $"once more it is {document}";
        }
    }

    private static async Task PrepareAsync(Folder folder, string command)
    {
        Directory.CreateDirectory(folder.File(".timeline"));
        await RecordAsync("""{"a":1,"b":2}""");
        if (command == "merge")
        {
            Good(await RunAsync(folder, "branch", "doc.json", "side"));
            await RecordAsync("""{"a":1,"b":3}""");
            Good(await RunAsync(folder, "switch", "doc.json", "side"));
            await RecordAsync("""{"a":4,"b":2}""");
            Good(await RunAsync(folder, "switch", "doc.json", "main"));
            return;
        }

        await RecordAsync("""{"a":5,"b":6}""");
        if (command == "record") await File.WriteAllTextAsync(folder.File("doc.json"), """{"a":7,"b":8}""");

        async Task RecordAsync(string text)
        {
            await File.WriteAllTextAsync(folder.File("doc.json"), text);
            Good(await RunAsync(folder, "record", "doc.json"));
        }
    }

    private static async Task<string> AfterAsync(Folder basis, string[] arguments)
    {
        using var folder = Rehearsal.Copy(basis.Path);
        Good(await RunAsync(folder, arguments));
        return await File.ReadAllTextAsync(folder.File("doc.json"));
    }

    private static void Good((int ExitCode, string Errors) end) => Assert.True(end.ExitCode == 0, end.Errors);

    private static async Task<(int ExitCode, string Errors)> RunAsync(Folder folder, params string[] arguments)
    {
        await using var child = Start(folder, null, arguments);
        return await child.EndAsync();
    }

    private static Child Start(Folder folder, IReadOnlyList<string>? wrapper, string[] arguments) => Child.Start(
        arguments.Select(word => word == "doc.json" ? folder.File(word) : word).Concat(["--store", folder.File(".timeline/timeline.db")]),
        wrapper,
        program: "timeline");
}
