using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Timeline.ChangeObservers;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Faults.Program;

/// <summary>
/// Appends entries to a file of lines, or has an exporter with a spool take them: <c>begin N</c> is printed before, <c>done N</c>
/// once it is acknowledged, <c>sent N</c> when a peer has it.
/// </summary>
internal static partial class Entries
{
    /// <summary>An option: nothing is brought to the disk before it is acknowledged.</summary>
    public const string Unsynced = "--unsynced";

    private const long FileBytes = 6000;

    /// <summary>How many entries the peer of an exporter takes before it is down.</summary>
    private const int TakenByPeer = 12;

    /// <summary>A text that says its number, in lengths from a part of a sector to several.</summary>
    public static string TextOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"entry {number} {new string((char)('a' + (number % 26)), 30 + (number * 397 % 1700))}.");

    /// <summary>The number that a text says.</summary>
    /// <returns>-1 for one that is not as it was written.</returns>
    public static int NumberIn(string text)
    {
        if (Number().Match(text) is not { Success: true } found) return -1;
        var number = int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
        return text.Contains(TextOf(number), StringComparison.Ordinal) ? number : -1;
    }

    /// <summary>The options of a file that is put aside every few lines.</summary>
    public static JsonLinesOptions FileOptions(bool isSynced) =>
        new() { MaximumBytes = FileBytes, Sync = isSynced ? FileSync.EachWrite : FileSync.Never };

    /// <summary>The options of an exporter whose spool has segments of a few lines.</summary>
    public static ExporterOptions SpoolOptions(string folder, bool isSynced) => new()
    {
        BatchRecords = 4,
        MaximumDelay = TimeSpan.FromMilliseconds(1),
        ShutdownTime = TimeSpan.Zero,
        Spool = new()
        {
            Folder = folder,
            Use = SpoolUse.Always,
            Sync = isSynced ? SpoolSync.Each : SpoolSync.Never,
            SegmentBytes = FileBytes,
        },
    };

    /// <summary>Appends lines, some of them several at once.</summary>
    public static int Append(string path, string count, string[] options, Action<string> say)
    {
        using var file = new JsonLinesFile(path, FileOptions(!options.Contains(Unsynced, StringComparer.Ordinal)));
        say("open");
        for (var number = 0; number < int.Parse(count, CultureInfo.InvariantCulture);)
        {
            var lines = Enumerable.Range(number, 1 + (number % 3)).Select(LineOf).ToList();
            say($"begin {number}");
            file.Append(lines);
            number += lines.Count;
            say($"done {number - 1}");
        }

        return 0;
    }

    /// <summary>Has an exporter take entries, whose peer is down after some of them.</summary>
    public static int Export(string folder, string count, string[] options, Action<string> say)
    {
        var isSynced = !options.Contains(Unsynced, StringComparer.Ordinal);

        // It is not disposed of: what the end of a program would save is not to be saved here.
#pragma warning disable CA2000
        var exporter = new ChangeExporter(new FailingPeer(say), SpoolOptions(folder, isSynced));
#pragma warning restore CA2000
        TrackedDictionary<string, string> container = new();
        _ = container.Subscribe(exporter);
        say("open");
        for (var number = 0; number < int.Parse(count, CultureInfo.InvariantCulture); number++)
        {
            say($"begin {number}");
            container["key"] = TextOf(number);
            say($"done {number}");
        }

        return 0;
    }

    private static ReadOnlyMemory<byte> LineOf(int number) => Encoding.UTF8.GetBytes($$"""{"text":"{{TextOf(number)}}"}""");

    // An entry says what was there before too, so the last one counts.
    [GeneratedRegex(@"entry (\d+) [a-z]+\.(?!.*entry \d)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    private sealed class FailingPeer(Action<string> say) : IChangeSink
    {
        private int _taken;

        public string Name => "peer";

        public async ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
        {
            if (_taken >= TakenByPeer) await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            foreach (var record in batch.Records) say($"sent {NumberIn(Encoding.UTF8.GetString(record.Json.Span))}");
            _taken += batch.Records.Length;
        }

        public ValueTask DisposeAsync() => default;
    }
}
