using System.Text;
using Timeline.Tests.Faults.CrashStates;
using Timeline.Tests.Faults.Running;
using Timeline.Watching;

namespace Timeline.Tests.Faults.PowerCuts;

/// <summary>
/// The power goes after something was saved by putting a new file in the place of an old one: what was acknowledged is found under
/// its name, as the folder was brought to the disk too.
/// </summary>
public sealed class SavedNameTests
{
    private const int Draws = 40;

    [Fact]
    public async Task A_saved_variable_is_the_one_that_was_acknowledged()
    {
        Needs.Tool("strace", "strace");
        using var folder = new Folder();
        var there = Directory.CreateDirectory(folder.File("there")).FullName;
        await using var child = Child.Start(
            ["save", Path.Combine(there, "number.jsonl"), "3"], TraceReader.Wrapper(folder.File("log")));
        Assert.Equal((0, ""), await child.EndAsync());
        var trace = TraceReader.Read(File.ReadLines(folder.File("log")), there);
        Assert.Equal(0, await LostAsync(trace));
        Assert.True(await LostAsync(WithoutNames(trace)) > 0, "nothing was lost, so the harness is blind");
    }

    [Fact]
    public async Task A_document_is_the_one_that_the_command_said_it_had_written()
    {
        Needs.Tool("strace", "strace");
        using var folder = new Folder();
        var there = Directory.CreateDirectory(folder.File("there")).FullName;
        var document = Path.Combine(there, "doc.json");
        _ = Directory.CreateDirectory(Path.Combine(there, ".timeline"));
        foreach (var text in new[] { "{\"a\":1}", "{\"a\":2}" })
        {
            await File.WriteAllTextAsync(document, text);
            await CommandAsync(there, null, "record", document);
        }

        var before = new Dictionary<string, byte[]> { ["doc.json"] = await File.ReadAllBytesAsync(document) };
        await CommandAsync(there, TraceReader.Wrapper(folder.File("log")), "rollback", document, "0");
        var trace = TraceReader.Read(File.ReadLines(folder.File("log")), there, before.Keys);
        var after = await File.ReadAllTextAsync(document);
        Assert.NotEqual(Encoding.UTF8.GetString(before["doc.json"]), after);
        Assert.All(Documents(trace), text => Assert.Equal(after, text));
        Assert.Contains(Documents(WithoutNames(trace)), text => text != after);

        IEnumerable<string> Documents(IReadOnlyList<DiskEvent> events)
        {
            var disk = new CrashDisk(before);
            foreach (var what in events) disk.Do(what);
            var random = new Random(Extent.Seed);
            return [.. Enumerable.Range(0, Draws).Select(_ => Encoding.UTF8.GetString(disk.Draw(random)["doc.json"]))];
        }
    }

    /// <summary>In how many states of the disk the variable is not the last one that was acknowledged, or the one after it.</summary>
    private static async Task<int> LostAsync(IReadOnlyList<DiskEvent> trace)
    {
        var random = new Random(Extent.Seed);
        var lost = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var at = random.Next(trace.Count + 1);
            var disk = new CrashDisk();
            foreach (var what in trace.Take(at)) disk.Do(what);
            using var found = new Folder();
            foreach (var (name, bytes) in disk.Draw(random)) await File.WriteAllBytesAsync(found.File(name), bytes);
            var acknowledged = trace.Take(at).OfType<DiskEvent.Said>().Count(said => said.Line.StartsWith("done ", StringComparison.Ordinal));
            if (await ValueAsync(found.File("number.jsonl")) is var value && (value < acknowledged || value > acknowledged + 1)) lost++;
        }

        return lost;
    }

    private static async Task<int> ValueAsync(string file)
    {
        using var registry = new Registry();
        var number = registry.Watch("number", 0);
        if (File.Exists(file)) await number.LoadAsync(file);
        return number.Value;
    }

    private static IReadOnlyList<DiskEvent> WithoutNames(IReadOnlyList<DiskEvent> trace) =>
        [.. trace.Where(what => what is not DiskEvent.FolderFlushed)];

    private static async Task CommandAsync(string there, IReadOnlyList<string>? wrapper, params string[] arguments)
    {
        await using var child = Child.Start(
            [.. arguments, "--store", Path.Combine(there, ".timeline", "timeline.db")], wrapper, program: "timeline");
        var (code, errors) = await child.EndAsync();
        Assert.True(code == 0, errors);
    }
}
