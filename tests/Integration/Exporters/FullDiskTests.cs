using System.Collections.Concurrent;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

public sealed class FullDiskTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<ExporterFailure> _failures = [];
    private readonly TrackedDictionary<string, string> _notes = [];
    private readonly List<ChangeEntryId> _made = [];
    private readonly Switch _peer = new();

    public FullDiskTests() => _notes.Subscribe(entry => _made.Add(entry.Id), priority: 1);

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    [Theory]
    [InlineData(SpoolUse.Always)]
    [InlineData(SpoolUse.Overflow)]
    public async Task A_full_disk_drops_by_the_policy_is_told_once_and_taken_up_again_when_there_is_room(SpoolUse use)
    {
        using var disk = SmallDisk.Mount(128);
        await using (var exporter = Exporter(disk, use))
        {
            using var subscription = _notes.Subscribe(exporter);
            for (var i = 0; i < 500; i++) _notes[$"{i}"] = new('x', 500);
            Assert.InRange(exporter.Status.Dropped, 1, 499);
            Assert.Equal(500, exporter.Status.Waiting + exporter.Status.Dropped);
            Assert.Single(_failures, failure => failure.Kind == ExporterFailureKind.Spool);

            _peer.IsUp = true;
            await exporter.FlushAsync();
            var dropped = Dropped();
            Assert.Equal(_made.Except(dropped), _peer.Arrived.Distinct());

            await Task.Delay(1100); // the disk is tried again after a second
            for (var i = 0; i < 20; i++) _notes[$"{i}"] = "later";
            await exporter.FlushAsync();
            Assert.Equal(dropped.Length, Dropped().Length);
            Assert.Equal(_made.Except(dropped), _peer.Arrived.Distinct());
        }
    }

    [Fact]
    public async Task What_fits_on_a_full_disk_survives_a_restart()
    {
        using var disk = SmallDisk.Mount(64);
        await using (var exporter = Exporter(disk, SpoolUse.Always))
        {
            using var subscription = _notes.Subscribe(exporter);
            for (var i = 0; i < 200; i++) _notes[$"{i}"] = new('x', 300);
        }

        _peer.IsUp = true;
        await using (var exporter = Exporter(disk, SpoolUse.Always)) await exporter.FlushAsync();
        Assert.Equal(_made.Except(Dropped()), _peer.Arrived.Distinct());
        Assert.DoesNotContain(_failures, failure => failure.Kind == ExporterFailureKind.Damaged);
    }

    [Fact]
    public async Task A_folder_that_becomes_read_only_drops_by_the_policy_until_it_can_be_written_again()
    {
        var folder = Directory.CreateTempSubdirectory("timeline-readonly-").FullName;
        await using (var exporter = Exporter(folder, SpoolUse.Overflow))
        {
            using var subscription = _notes.Subscribe(exporter);
            for (var i = 0; i < 5; i++) _notes[$"{i}"] = "in memory";
            SmallDisk.SetWritable(folder, canWrite: false);
            for (var i = 0; i < 5; i++) _notes[$"{i}"] = "nowhere";
            Assert.Equal(5, exporter.Status.Dropped);
            SmallDisk.SetWritable(folder, canWrite: true);
            await Task.Delay(1100);
            for (var i = 0; i < 5; i++) _notes[$"{i}"] = "in the spool";
            Assert.Equal((5L, 5L), (exporter.Status.Dropped, exporter.Status.Spooled));
            _peer.IsUp = true;
            await exporter.FlushAsync();
        }

        Directory.Delete(folder, recursive: true);
        Assert.Equal(_made.Except(Dropped()), _peer.Arrived);
        Assert.Single(_failures, failure => failure.Kind == ExporterFailureKind.Spool);
    }

    [Fact]
    public async Task Who_waits_goes_on_as_soon_as_a_full_disk_has_room()
    {
        using var disk = SmallDisk.Mount(64);
        var ballast = Path.Combine(disk.Folder, "ballast");
        await using (var exporter = Exporter(disk, SpoolUse.Always, WhenFull.Wait))
        {
            await File.WriteAllBytesAsync(ballast, new byte[48 << 10]);
            using var subscription = _notes.Subscribe(exporter);
            var changing = Task.Run(() =>
            {
                for (var i = 0; i < 40; i++) _notes[$"{i}"] = new('x', 500);
            });
            for (var i = 0; i < 1000 && _failures.IsEmpty && !changing.IsCompleted; i++) await Task.Delay(10);
            Assert.False(changing.IsCompleted);
            File.Delete(ballast);
            await changing;
            Assert.Equal(0, exporter.Status.Dropped);
            _peer.IsUp = true;
            await exporter.FlushAsync();
        }

        Assert.Equal(_made, _peer.Arrived);
    }

    private ChangeEntryId[] Dropped() =>
    [
        .. _failures.Where(failure => failure.Kind == ExporterFailureKind.Dropped).Select(failure => failure.Records[0].Id),
    ];

    private ChangeExporter Exporter(SmallDisk disk, SpoolUse use, WhenFull full = WhenFull.Drop) =>
        Exporter(Path.Combine(disk.Folder, "spool"), use, full);

    private ChangeExporter Exporter(string folder, SpoolUse use, WhenFull full = WhenFull.Drop) => new(_peer, new()
    {
        BatchRecords = 5,
        BufferRecords = 5,
        MaximumDelay = TimeSpan.Zero,
        WhenFull = full,
        MaximumWait = TimeSpan.FromMinutes(1),
        ShutdownTime = TimeSpan.FromMilliseconds(10),
        Spool = new() { Folder = folder, Use = use, SegmentBytes = 8192 },
        Retry = new() { FirstPause = TimeSpan.FromMilliseconds(1), MaximumPause = TimeSpan.FromMilliseconds(5) },
        Failed = _failures.Enqueue,
    });

    private sealed class Switch : IChangeSink
    {
        public string Name => "switch";

        public bool IsUp { get; set; }

        public List<ChangeEntryId> Arrived { get; } = [];

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
        {
            if (!IsUp) throw new IOException("Down.");
            Arrived.AddRange(batch.Records.Select(record => record.Id));
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
