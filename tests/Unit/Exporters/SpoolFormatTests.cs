using Timeline.ChangeLogs;
using Timeline.Exporters;
using Timeline.Tests.Unit.ChangeLogs;

namespace Timeline.Tests.Unit.Exporters;

/// <summary>The first format of a spool, as a program left it: read for ever, and written until there is
/// another.</summary>
public sealed class SpoolFormatTests : IDisposable
{
    private const string Segment =
        """
        timeline-spool 1
        63a23891 {"format":1,"id":"0b0f6f3e-0000-4000-8000-000000000001/1","time":"2026-01-31T12:00:00.0000000Z","action":"init","path":"","after":{"ports":[80]},"tree":[{"container":"0b0f6f3e-0000-4000-8000-000000000001","kind":"dictionary","path":""}]}
        6f29aa3b {"format":1,"id":"0b0f6f3e-0000-4000-8000-000000000001/2","origin":"0b0f6f3e-0000-4000-8000-000000000002/2","time":"2026-01-31T12:00:00.0015000Z","actor":"ada","action":"add","method":"Add","path":"/ports/1","after":443,"group":"0b0f6f3e-0000-4000-8000-00000000000f","tree":[{"container":"0b0f6f3e-0000-4000-8000-000000000001","kind":"dictionary","path":""},{"container":"0b0f6f3e-0000-4000-8000-000000000002","kind":"list","path":"/ports"}],"stack":["at Program.Main() in Program.cs:line 3"]}

        """;

    // Two slots of 80 bytes, the first not written yet: the number of the writing, the segment, the offset in it, and
    // the checksum of all that.
    private static readonly string Position = new string('\0', 80)
        + "00000000000000000001 00000000000000000002 00000000000000000264 430bdb11        \n";

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-format-").FullName;

    private ExporterOptions Options => new()
    {
        MaximumDelay = TimeSpan.Zero,
        ShutdownTime = TimeSpan.FromMilliseconds(20),
        Spool = new() { Folder = _folder, Use = SpoolUse.Always },
    };

    private string SegmentFile => Path.Combine(_folder, "0000000002.spool");

    private string PositionFile => Path.Combine(_folder, "position");

    [Fact]
    public async Task What_is_written_is_that_format()
    {
        var calls = 0;
        await using (var exporter = new ChangeExporter(new ScriptedSink(TakeOnce), Options with { BatchRecords = 1 }))
        {
            exporter.OnNext(Samples.Init);
            exporter.OnNext(Samples.Added);
            while (exporter.Status.Sent == 0) await Task.Delay(5);
        }

        Assert.Equal(SegmentFile, Directory.EnumerateFiles(_folder, "*.spool").Single());
        Assert.Equal(Segment, await File.ReadAllTextAsync(SegmentFile));
        Assert.Equal(Position, await File.ReadAllTextAsync(PositionFile));

        async ValueTask TakeOnce(ExportBatch batch, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref calls) > 1) await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    [Fact]
    public async Task What_was_left_in_it_is_sent_from_where_it_was_left()
    {
        await File.WriteAllTextAsync(SegmentFile, Segment);
        await File.WriteAllTextAsync(PositionFile, Position);
        var sink = new ScriptedSink();
        await using (var exporter = new ChangeExporter(sink, Options)) await exporter.FlushAsync();

        Assert.Equal([Samples.Added.Id], sink.Ids);
        Assert.Equal(ChangeJson.ToUtf8(Samples.Added), sink.Batches.Single().Records.Single().Json.ToArray());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
