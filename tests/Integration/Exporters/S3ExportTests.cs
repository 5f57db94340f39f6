using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>An exporter to a store that fails, is slow, and is restarted in the middle.</summary>
public sealed class S3ExportTests
{
    private const int Entries = 400;

    private static readonly ExporterOptions Hasty = new()
    {
        BatchRecords = 25,
        MaximumDelay = TimeSpan.FromMilliseconds(20),
        AttemptTimeout = TimeSpan.FromMilliseconds(600),
        Retry = new() { FirstPause = TimeSpan.FromMilliseconds(20), MaximumPause = TimeSpan.FromMilliseconds(100) },
    };

    [Fact]
    public async Task A_store_that_is_down_at_first_killed_in_the_middle_and_frozen_later_gets_every_entry()
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        server.Kill();
        TrackedDictionary<string, int> tracked = [];
        var exporter = new ChangeExporter(new S3Sink(client, S3Server.Bucket), Hasty);
        await using (exporter)
        {
            using var subscription = tracked.Subscribe(exporter);
            Change(Entries / 4);
            await server.Run();
            await exporter.FlushAsync(Limit());
            Change(Entries / 4);
            server.Kill();
            Change(Entries / 4);
            await server.Run();
            await exporter.FlushAsync(Limit());
            server.Freeze();
            Change(Entries / 4);
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            Assert.True(exporter.Status.Waiting > 0);
            server.Thaw();
            await exporter.FlushAsync(Limit());
            Assert.True(exporter.Status.Retried > 0);
        }

        // What came twice has overwritten itself.
        Assert.Equal(Recorded.Lines(tracked.Log.Since(tracked.Log.Entries[1])), await server.Lines());

        void Change(int count)
        {
            for (var i = 0; i < count; i++) tracked[$"key {i % 7}"] = (int)tracked.Log.Last.Id.Number;
        }
    }

    [Fact]
    public async Task What_was_not_sent_when_the_program_ended_is_sent_by_the_next()
    {
        using var server = await S3Server.Start();
        using var client = server.Client();
        server.Kill();
        var folder = Directory.CreateTempSubdirectory("timeline-spool-");
        var entries = Recorded.Entries(100);
        var options = Hasty with
        {
            Spool = new() { Folder = folder.FullName },
            ShutdownTime = TimeSpan.FromMilliseconds(50),
        };
        await Export(entries[..60]);
        Assert.NotEmpty(folder.EnumerateFiles());

        await server.Run();
        await Export(entries[60..]);

        Assert.Equal(Recorded.Lines(entries), await server.Lines());
        folder.Delete(recursive: true);

        async Task Export(ChangeEntry[] some)
        {
            await using var exporter = new ChangeExporter(new S3Sink(client, S3Server.Bucket), options);
            foreach (var entry in some) exporter.OnNext(entry);
            if (some.Length < 60) await exporter.FlushAsync(Limit());
        }
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
