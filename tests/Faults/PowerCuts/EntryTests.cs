using System.Globalization;
using System.Text;
using System.Text.Json;
using Timeline.ChangeObservers;
using Timeline.Exporters;
using Timeline.Tests.Faults.CrashStates;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.PowerCuts;

/// <summary>
/// The power goes at any call of the system while lines are appended to a file, or an exporter's spool takes entries, each brought
/// to the disk before it is acknowledged: all that were acknowledged are found again, in order, and none that is torn.
/// </summary>
public sealed class EntryTests
{
    private const int Count = 40;
    private const int Unreadable = -2;

    private int _states;
    private int _lost;
    private int _torn;
    private int _damaged;
    private string? _first;

    [Theory]
    [InlineData("append")]
    [InlineData("export")]
    public async Task Entries_that_were_acknowledged_are_found_in_whatever_state_the_disk_is(string verb)
    {
        Needs.Tool("strace", "strace");
        await DrawAsync(verb, await TraceAsync(verb), Extent.Of(@short: 60, @long: 1500));
        Report($"power cut by trace, {Name(verb)}");
        Assert.True(_first is null, _first);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("export")]
    public async Task Entries_that_are_not_brought_to_the_disk_are_caught(string verb)
    {
        Needs.Tool("strace", "strace");
        await DrawAsync(verb, await TraceAsync(verb, Entries.Unsynced), Extent.Of(@short: 40, @long: 400));
        Report($"control of power cut by trace, {Name(verb)}: no flushes");
        Assert.True(_lost > 0, "nothing was lost, so the harness is blind");
    }

    private static string Name(string verb) => verb == "append" ? "file of lines" : "spool of an exporter";

    private static async Task<IReadOnlyList<DiskEvent>> TraceAsync(string verb, params string[] options)
    {
        using var folder = new Folder();
        var log = folder.File("log");
        var there = Directory.CreateDirectory(folder.File("there")).FullName;
        await using var child = Child.Start(
            [verb, verb == "append" ? Path.Combine(there, "changes.jsonl") : there, $"{Count}", .. options], TraceReader.Wrapper(log));
        var (code, errors) = await child.EndAsync();
        Assert.True(code == 0, errors);
        return TraceReader.Read(File.ReadLines(log), there);
    }

    private async Task DrawAsync(string verb, IReadOnlyList<DiskEvent> trace, int cuts)
    {
        var random = new Random(Extent.Seed);
        for (var cut = 0; cut < cuts; cut++)
        {
            var at = random.Next(trace.Count + 1);
            var disk = new CrashDisk();
            foreach (var what in trace.Take(at)) disk.Do(what);
            using var folder = new Folder();
            foreach (var (name, bytes) in disk.Draw(random)) await File.WriteAllBytesAsync(folder.File(name), bytes);
            var acknowledged = Numbers(trace.Take(at), "done ").LastOrDefault(-1) + 1;
            var texts = verb == "append" ? Lines(folder) : await SentAsync(folder);
            Judge([.. Numbers(trace.Take(at), "sent ")], [.. texts.Select(NumberIn)], acknowledged, $"call {at} of {trace.Count}, cut {cut}");
        }
    }

    /// <summary>Holds what was found against what was acknowledged.</summary>
    /// <param name="sent">What a peer had before, which may come again.</param>
    /// <param name="found">What was found; -1 for what is not as it was written, <see cref="Unreadable"/> for what is no JSON.</param>
    /// <param name="acknowledged">How many there must be.</param>
    /// <param name="where">Where the power went.</param>
    private void Judge(HashSet<int> sent, List<int> found, int acknowledged, string where)
    {
        _states++;
        var missing = Enumerable.Range(0, acknowledged).Except(sent).Except(found).ToList();
        var read = found.Where(number => number != Unreadable).ToList();
        _damaged += found.Count - read.Count;

        // What nobody acknowledged may be damaged, as long as nobody can take it for a line.
        var isTorn = found.Take(Math.Max(0, acknowledged - sent.Count)).Contains(Unreadable) || read.Contains(-1) || read.Zip(read.Skip(1)).Any(pair => pair.Item1 >= pair.Item2);
        _lost += missing.Count;
        if (isTorn) _torn++;
        if (missing.Count > 0 || isTorn)
            _first ??= $"{where}, {acknowledged} acknowledged: missing {string.Join(' ', missing)}; found {string.Join(' ', found)}";
    }

    private static int NumberIn(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            return Entries.NumberIn(text);
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    private static List<string> Lines(Folder folder)
    {
        using var file = new JsonLinesFile(folder.File("changes.jsonl"), Entries.FileOptions(isSynced: true));
        return [.. file.Files.SelectMany(path => File.ReadAllLines(path, Encoding.Latin1))];
    }

    private static async Task<List<string>> SentAsync(Folder folder)
    {
        await using var peer = new Peer();
        await using var exporter = new ChangeExporter(peer, Entries.SpoolOptions(folder.Path, isSynced: true));
        await exporter.FlushAsync();
        return peer.Texts;
    }

    private static IEnumerable<int> Numbers(IEnumerable<DiskEvent> trace, string word) => trace
        .OfType<DiskEvent.Said>().Where(said => said.Line.StartsWith(word, StringComparison.Ordinal))
        .Select(said => int.Parse(said.Line[word.Length..], CultureInfo.InvariantCulture));

    private void Report(string run) => Figures.Report(run, $"{_states} states of the disk, acknowledged lost {_lost}, torn read as data {_torn}, refused by readers {_damaged}");

    private sealed class Peer : IChangeSink
    {
        public List<string> Texts { get; } = [];

        public string Name => "peer";

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
        {
            Texts.AddRange(batch.Records.Select(record => Encoding.UTF8.GetString(record.Json.Span)));
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
