using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>The format of files of events, clocks and errors is pinned for ever: a file of each is kept, and a new
/// format is added beside, never in place.</summary>
public sealed class EventFormatTests : IDisposable
{
    // Where the header of a SQLite file has the number of our format (big-endian; "user version").
    private const int FormatAt = 60;

    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Sqlite", "Golden", "events1.db");
    private static readonly string GoldenRows = Path.ChangeExtension(Golden, ".txt");

    private readonly Scratch _scratch = new();

    public EventFormatTests() => File.Copy(Golden, _scratch.Store);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Events_of_format_1_read_as_they_were_written_and_go_on()
    {
        await using var store = SqliteEventStore.Open(_scratch.Store);
        var expected = EventFileSample.Events.Select((it, i) => new StoredEvent(EventPosition.Of(i + 1), it)).ToList();
        Assert.Equal(expected, await EventStoreScript.All(store.ReadAsync(EventQuery.All)));
        var saved = Right(await store.SaveAsync([EventFileSample.Events[7], SampleEvents.Of(77)]));
        Assert.Equal(
            [new SavedEvent(EventPosition.Of(8), false), new SavedEvent(EventPosition.Of(expected.Count + 1), true)],
            saved);
    }

    [Fact]
    public async Task Clocks_of_format_1_read_as_they_were_written_and_go_on()
    {
        await using var store = SqliteClockStore.Open(_scratch.Store);
        foreach (var (node, time) in EventFileSample.Clocks)
        {
            Assert.Equal(time, await store.LoadAsync(node));
            Assert.Equal(time + 1, Right(await store.AdvanceAsync(node, 0)));
        }
    }

    [Fact]
    public async Task Errors_of_format_1_read_as_they_were_written_and_the_number_of_one_that_is_gone_stays_unused()
    {
        await using var store = SqliteErrorStore.Open(_scratch.Store);
        var expected = EventFileSample.Errors.Select((it, i) => new StoredError(i + 1, it)).Reverse().ToList();
        Assert.Equal(expected, await EventStoreScript.All(store.ReadAsync(ErrorQuery.All)));
        var saved = Right(await store.AppendAsync([ErrorStoreScript.Entry(77)]));
        Assert.Equal([new SavedError(expected.Count + 2, true)], saved);
    }

    [Fact]
    public async Task What_is_written_now_has_the_rows_of_format_1()
    {
        var rows = await File.ReadAllLinesAsync(GoldenRows);
        Assert.Equal(rows, EventFileSample.Rows(_scratch.Store));
        var fresh = Path.Combine(_scratch.Folder, "fresh.db");
        await EventFileSample.Record(fresh);
        Assert.Equal(rows, EventFileSample.Rows(fresh));
    }

    [Fact]
    public async Task Damaged_bytes_of_a_file_of_format_1_are_refused_with_the_row_they_are_in()
    {
        Damage("\"state\":\"7\""u8);
        Damage("disk FULL 1"u8);
        Damage(Convert.FromHexString("1122334455667788"));
        await using var events = SqliteEventStore.Open(_scratch.Store);
        await AssertDamaged(
            $"the row of event {SampleEvents.IdOf(7)} is not what was written",
            async () => await EventStoreScript.All(events.ReadAsync(EventQuery.All)));
        await using var errors = SqliteErrorStore.Open(_scratch.Store);
        await AssertDamaged(
            $"the row of error {SampleEvents.IdOf(1)} is not what was written",
            async () => await EventStoreScript.All(errors.ReadAsync(ErrorQuery.All)));
        await using var clocks = SqliteClockStore.Open(_scratch.Store);
        await AssertDamaged(
            "the clock of bob 😀 is not what was written",
            async () => await clocks.LoadAsync(EventFileSample.Clocks[1].Node));
        Assert.Equal(EventFileSample.Clocks[0].Time, await clocks.LoadAsync(EventFileSample.Clocks[0].Node));
    }

    [Fact]
    public void A_file_of_the_format_after_1_is_refused_untouched()
    {
        var bytes = File.ReadAllBytes(_scratch.Store);
        bytes[FormatAt + 3]++;
        File.WriteAllBytes(_scratch.Store, bytes);
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteEventStore.Open(_scratch.Store));
        Assert.Equal(StoreTrouble.NewerFormat, refused.Trouble);
        Assert.Contains(
            $"{_scratch.Store} has format 2, and this Timeline reads up to 1; use a newer one", refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_scratch.Store));
    }

    /// <summary>Changes the last bit of what stands once in the file.</summary>
    private void Damage(ReadOnlySpan<byte> what)
    {
        var bytes = File.ReadAllBytes(_scratch.Store);
        var at = bytes.AsSpan().IndexOf(what);
        Assert.True(at >= 0 && at == bytes.AsSpan().LastIndexOf(what));
        bytes[at + what.Length - 1] ^= 1;
        File.WriteAllBytes(_scratch.Store, bytes);
    }

    private static async Task AssertDamaged<T>(string words, Func<Task<T>> act)
    {
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(act);
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }
}
