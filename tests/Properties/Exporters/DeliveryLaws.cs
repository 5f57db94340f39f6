using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Properties.Exporters;

public sealed class DeliveryLaws
{
    private static readonly Gen<Mood[]> Moods = Gen.Frequency(
        (3, Gen.Constant(Mood.Takes)),
        (4, Gen.Elements(Enum.GetValues<Mood>()))).ListOf().Select(moods => moods.ToArray());

    private static readonly Gen<int[]> Runs = Gen.Choose(0, 40).NonEmptyListOf().Select(runs => runs.Take(5).ToArray());

    private static readonly Arbitrary<Case> Cases = (
        from moods in Moods
        from runs in Runs
        from bad in Gen.Choose(0, 60).ListOf().Select(list => list.Take(4).ToHashSet())
        from batch in Gen.Choose(1, 12)
        from buffer in Gen.Choose(1, 30)
        from use in Gen.Elements(SpoolUse.Overflow, SpoolUse.Always)
        select new Case(moods, runs, bad, batch, buffer, use)).ToArbitrary();

    [Fact]
    public void What_arrives_without_duplicates_and_what_is_set_aside_is_what_was_taken_in_order() => Law.Holds(
        Cases,
        @case =>
        {
            using var folder = new Folder();
            var options = @case.Options with
            {
                Spool = new() { Folder = folder.Path, SegmentBytes = 1024, Use = @case.Use },
            };
            RunAsync(@case, options, folder.Path).GetAwaiter().GetResult();
        },
        cases: 150);

    [Fact]
    public void Without_a_spool_it_is_the_same_as_long_as_the_exporter_lives() => Law.Holds(
        Cases, @case => RunAsync(@case with { Runs = [@case.Runs.Sum()] }, @case.Options, null).GetAwaiter().GetResult(), cases: 150);

    [Fact]
    public void A_process_that_is_killed_loses_nothing_that_always_goes_through_the_spool() => Law.Holds(
        Cases,
        @case =>
        {
            var peer = new ModelPeer([], _ => false);
            var taken = KilledAsync(@case, peer).GetAwaiter().GetResult();
            Assert.Equal(taken, peer.Arrived.Distinct());
        },
        cases: 60);

    private static async Task<List<ChangeEntryId>> KilledAsync(Case @case, ModelPeer peer)
    {
        using var first = new Folder();
        var options = @case.Options with
        {
            Spool = new() { Folder = first.Path, SegmentBytes = 1024, Use = SpoolUse.Always },
        };
        List<ChangeEntryId> taken = [];
        var list = new TrackedList<int>();
        using var ids = list.Subscribe(entry => taken.Add(entry.Id));
        Folder killed;

        // The peer is away, so the files stand still while they are copied.
        var away = new ModelPeer(Enumerable.Repeat(Mood.Fails, 1_000_000), _ => false);
        await using (var exporter = new ChangeExporter(
            away.Sink(), options with { ShutdownTime = TimeSpan.Zero, TimeProvider = TimeProvider.System }))
        {
            using var subscription = list.Subscribe(exporter);
            foreach (var i in Enumerable.Range(0, @case.Runs.Sum())) list.Add(i);
            killed = first.Copy();
        }

        using (killed)
        {
            await using var exporter = new ChangeExporter(
                peer.Sink(), options with { Spool = options.Spool! with { Folder = killed.Path } });
            await exporter.FlushAsync();
        }

        return taken;
    }

    private static async Task RunAsync(Case @case, ExporterOptions options, string? folder)
    {
        List<ChangeEntryId> taken = [];
        var list = new TrackedList<int>();
        using var ids = list.Subscribe(entry => taken.Add(entry.Id), priority: 10);
        var peer = new ModelPeer(@case.Moods, id => @case.Refused.Contains((int)id.Number));
        List<ChangeEntryId> aside = [];
        ConcurrentQueue<ExporterFailure> others = [];
        long sent = 0;
        foreach (var (run, place) in @case.Runs.Select((run, place) => (run, place)))
        {
            var isLast = place == @case.Runs.Length - 1;
            await using var exporter = new ChangeExporter(peer.Sink(), options with
            {
                ShutdownTime = isLast ? TimeSpan.FromHours(1) : TimeSpan.Zero,
                Failed = failure =>
                {
                    if (failure.Kind != ExporterFailureKind.Refused) others.Enqueue(failure);
                    else aside.AddRange(failure.Records.Select(record => record.Id));
                },
            });
            using var subscription = list.Subscribe(exporter);
            foreach (var i in Enumerable.Range(0, run)) list.Add(i);
            if (isLast) await exporter.FlushAsync();
            sent += exporter.Status.Sent;
            if (isLast) Assert.Equal(0, exporter.Status.Waiting);
        }

        Assert.Empty(others.Select(failure => $"{failure}"));
        Assert.Equal(0, peer.Overlaps);
        var arrived = peer.Arrived.Distinct().ToList();
        Assert.Equal(taken.Where(id => !@case.Refused.Contains((int)id.Number)), arrived);
        Assert.Equal(taken.Where(id => @case.Refused.Contains((int)id.Number)), aside.Distinct());
        if (folder is null || aside.Count == 0) return;
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "refused.jsonl"));
        Assert.Equal(
            aside,
            lines.Select(line => Right(ChangeJson.Parse(System.Text.Encoding.UTF8.GetBytes(line))).Id));
    }

    private sealed record Case(Mood[] Moods, int[] Runs, HashSet<int> Refused, int Batch, int Buffer, SpoolUse Use)
    {
        public ExporterOptions Options => new()
        {
            BatchRecords = Batch,
            BufferRecords = Buffer,
            MaximumWait = TimeSpan.FromDays(1),
            AttemptTimeout = Timeout.InfiniteTimeSpan,
            TimeProvider = new HastyTime(),
        };
    }
}
