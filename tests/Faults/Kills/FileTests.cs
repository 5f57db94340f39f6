using System.Globalization;
using System.Text.Json;
using Timeline.ChangeObservers;
using Timeline.Exporters;
using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;
using Timeline.Watching;

namespace Timeline.Tests.Faults.Kills;

/// <summary>
/// Kills and failures at every k-th call of what is written to files besides stores: saved variables, files of lines, the spool of
/// an exporter.
/// </summary>
public sealed class FileTests
{
    private const int Pieces = 40;

    [Fact]
    public async Task A_saved_variable_is_the_old_one_or_the_new_one() => await TryAsync(
        "a saved variable", folder => ["save", folder.File("number.jsonl"), "12"], async (folder, child) =>
        {
            using var registry = new Registry();
            var number = registry.Watch("number", 0);
            if (!File.Exists(folder.File("number.jsonl"))) return child.Acknowledged == 0 ? null : "the file is gone";
            await number.LoadAsync(folder.File("number.jsonl"));

            // What was refused after it was put in place is there; what was acknowledged must be.
            var refused = child.Numbers("refused ").DefaultIfEmpty(-1).Max() + 1;
            return number.Value >= child.Acknowledged && number.Value <= Math.Max(child.Acknowledged, refused) + 1
                ? null : $"{number.Value} is there after {child.Acknowledged}";
        });

    [Fact]
    public async Task Lines_that_were_acknowledged_are_there_once_and_whole() => await TryAsync(
        "a file of lines", folder => ["lines", folder.File("log.jsonl"), Text(Pieces)], (folder, child) => Task.FromResult(LinesFault(folder, child)));

    [Fact]
    public async Task What_an_exporter_has_taken_is_in_its_spool_once_and_whole_unless_it_said_that_it_was_dropped() => await TryAsync(
        "an exporter's spool", folder => ["spool", folder.File("spool"), Text(Pieces)], async (folder, child) =>
        {
            await using var sink = new Collecting();
            await using var exporter = new ChangeExporter(
                sink, new() { Spool = new() { Folder = folder.File("spool") }, MaximumDelay = TimeSpan.Zero });
            await exporter.FlushAsync();
            var damaged = exporter.Status.Damaged;

            // The list was made by entry 1, before anybody listened.
            var opened = !child.Numbers("refused ").Any();
            return damaged > 0 ? $"{damaged} lines are damaged"
                : !opened ? null : Fault([.. sink.Numbers.Select(number => (int)number - 2)], child, child.Numbers("lost ").Select(it => it - 2));
        });

    private static string? LinesFault(Folder folder, Child child)
    {
        using var file = new JsonLinesFile(folder.File("log.jsonl"), Filing.Options);
        var numbers = file.Files.SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("n").GetInt32()).ToList();
        return Fault(numbers, child, child.Numbers("refused "));
    }

    /// <summary>What is wrong with the pieces that are there.</summary>
    private static string? Fault(List<int> there, Child child, IEnumerable<int> refused)
    {
        if (there.Distinct().Count() != there.Count || !there.Order().SequenceEqual(there)) return $"they are {string.Join(' ', there)}";
        var not = refused.ToHashSet();
        var missing = child.Numbers("done ").Where(number => !not.Contains(number)).Except(there).ToList();
        if (missing.Count > 0) return $"lost are {string.Join(' ', missing)}";
        var falsely = there.Intersect(not).ToList();
        return falsely.Count > 0 ? $"refused and there are {string.Join(' ', falsely)}" : null;
    }

    private static async Task TryAsync(string what, Func<Folder, IEnumerable<string>> verb, Func<Folder, Child, Task<string?>> judge)
    {
        Needs.Tool("strace", "strace");
        using var basis = new Folder();
        var rehearsal = new Rehearsal(basis.Path, (folder, wrapper) => Child.Start(verb(folder), wrapper), _ => []);
        var calls = await rehearsal.CallsAsync();
        var kills = Points.Spread(calls, Extent.Of(@short: 3, @long: 60));
        Points.AssertGood(await Points.TryEachAsync(kills, point => rehearsal.KillAsync(point, (folder, child) => Judge(folder, child))));
        var errors = Points.Spread(calls, Extent.Of(@short: 4, @long: 120), 0.7);
        var met = 0;
        Points.AssertGood(await Points.TryEachAsync(errors, async point =>
        {
            var error = point.Number % 2 == 0 ? "EIO" : "ENOSPC";
            var (wrong, isMet) = await rehearsal.FailAsync(
                point, Strace.Error(error), point.Number % 3 == 0 ? point.Number + 3 : null, async (folder, child) =>
                {
                    var (exit, words) = await child.EndAsync();
                    return exit == 0 ? await Judge(folder, child) : $"it ended with {exit} {words}";
                });
            if (isMet) Interlocked.Increment(ref met);
            return wrong;
        }));
        Assert.True(met > 0, "no error was met");
        Figures.Report($"kills and I/O errors at every step of {what}", $"{kills.Count} kills, {met} errors, lost 0, torn 0");

        async Task<string?> Judge(Folder folder, Child child)
        {
            try
            {
                return await judge(folder, child);
            }
            catch (Exception failure) when (failure is IOException or TimelineException or JsonException)
            {
                return failure.Message;
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A peer that notes what it is sent.</summary>
    private sealed class Collecting : IChangeSink
    {
        public List<long> Numbers { get; } = [];

        public string Name => "collecting";

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
        {
            Numbers.AddRange(batch.Records.Select(record => record.Id.Number));
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
