using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Telemetry;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Telemetry;

/// <summary>What a journal and files say of themselves.</summary>
public sealed class JournalTelemetryTests : IDisposable
{
    private readonly Measured _measured = new();

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Opening_and_writing_are_traced_and_measured()
    {
        var branches = Branches<int>.Start(BranchName.Main, Timeline.Histories.History.Start(0, default));
        await using MemoryHistoryStore store = new();
        await using var journal = await Journal<int>.OpenAsync("score", new() { Store = store }, branches, TimeProvider.System);
        var version = journal.Accepted.Head.Head!.Next(1, 7, default);
        var after = Right(journal.Accepted.Move(BranchName.Main, journal.Accepted.Head, Timeline.Histories.History.Of(version)));
        await journal.CommitAsync(journal.Accept(after, version, journal.Prepare(7)));
        Assert.Equal(
            [
                "timeline.journal.open Unset timeline.variable.name=score timeline.version.count=1",
                "timeline.journal.flush Unset timeline.variable.name=score timeline.version.count=1",
            ],
            _measured.Activities);
        Assert.Equal(["1"], _measured.Of(TelemetryNames.JournalVersions));
        Assert.Single(_measured.Of(TelemetryNames.JournalFlushDuration));
    }

    [Fact]
    public async Task What_waits_to_be_written_is_asked_for_and_what_was_written_is_counted_in_bytes()
    {
        await using MemoryHistoryStore store = new();
        await using Registry registry = new();
        var word = registry.Watch("word", "", new()
        {
            Journal = new() { Store = store, Durability = Durability.Grouped(5_000, TimeSpan.FromHours(1)) },
        });
        var begun = Assert.Single(_measured.Values(TelemetryNames.JournalBytes));
        var waited = Waiting();
        for (var i = 0; i < 2_000; i++) word.Set($"{i:D10}");
        Assert.True(Waiting() >= waited + 1_000); // other tests of the process have journals too
        await word.FlushAsync();
        Assert.True(Waiting() < waited + 1_000);
        var bytes = _measured.Values(TelemetryNames.JournalBytes).Skip(1).Single();
        Assert.InRange(begun, 2, 100);
        Assert.InRange(bytes, 2_000 * 10, 2_000 * 100);

        double Waiting()
        {
            _measured.Observe();
            return _measured.Values(TelemetryNames.JournalWaiting).Last();
        }
    }

    [Fact]
    public async Task A_file_that_is_no_history_is_a_loading_that_failed()
    {
        using MemoryStream stream = new("nothing of ours"u8.ToArray());
        await Assert.ThrowsAnyAsync<Exception>(() => HistoryFile.LoadAsync(stream, "file"));
        Assert.Equal(["timeline.load Error error.type=Timeline.TimelineException"], _measured.Activities);
    }

    [Fact]
    public async Task Writing_and_reading_a_file_are_traced()
    {
        var branches = Branches<int>.Start(BranchName.Main, Timeline.Histories.History.Start(0, default));
        using MemoryStream stream = new();
        await HistoryFile.SaveAsync(stream, [SavedHistory.Of("score", branches)]);
        stream.Position = 0;
        await HistoryFile.LoadAsync(stream, "file");
        Assert.Equal(
            ["timeline.save Unset timeline.variable.count=1", "timeline.load Unset timeline.variable.count=1"],
            _measured.Activities);
    }
}
