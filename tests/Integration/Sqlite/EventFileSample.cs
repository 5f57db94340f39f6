using System.Collections.Immutable;
using Timeline.Causality;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Sqlite;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>A file of events, clocks and errors with one of everything, and all rows that such a file has.</summary>
internal static class EventFileSample
{
    /// <summary>The one error that was dropped again: the last, so that its number must not be given twice.</summary>
    private const int Dropped = 5;

    /// <summary>The events in their order: one saved alone, the others in a batch, one with a version vector.</summary>
    public static ImmutableArray<Event> Events { get; } =
        [.. Enumerable.Range(0, 25).Select(number => SampleEvents.Of(number)), WithVector()];

    /// <summary>The errors that are kept, in their order.</summary>
    public static ImmutableArray<ErrorEntry> Errors { get; } =
        [.. Enumerable.Range(1, Dropped - 1).Select(ErrorStoreScript.Entry)];

    /// <summary>The clocks, of a small time and of one whose bytes can be found in the file.</summary>
    public static ImmutableArray<(ReplicaId Node, long Time)> Clocks { get; } =
        [(ReplicaId.Of("alice"), 2), (ReplicaId.Of("bob 😀"), 0x1122334455667788)];

    /// <summary>Writes the file.</summary>
    public static async Task Record(string path)
    {
        await using var events = SqliteEventStore.Open(path);
        await using var clocks = SqliteClockStore.Open(path);
        await using var errors = SqliteErrorStore.Open(path);
        await Record(events, clocks, errors);
    }

    /// <summary>Records what the file holds in stores of any kind.</summary>
    public static async Task Record(IEventStore events, IClockStore clocks, IErrorStore errors)
    {
        // Before the events, beyond which a clock would begin.
        foreach (var (node, time) in Clocks) _ = Right(await clocks.AdvanceAsync(node, time - 1));
        _ = Right(await events.SaveAsync([Events[0]]));
        _ = Right(await events.SaveAsync(Events[1..]));
        _ = Right(await errors.AppendAsync([.. Errors, ErrorStoreScript.Entry(Dropped)]));
        var last = SampleEvents.IdOf(Dropped);
        var dropped = await errors.RetainAsync(
            new ErrorRetention { Rule = entry => entry.Id != last }, Errors[0].Timestamp);
        Assert.Equal([Dropped], dropped);
    }

    /// <summary>What makes the file one of its kind, its tables and all their rows as they lie there.</summary>
    public static List<string> Rows(string path)
    {
        using var file = Database.Open(path, readOnly: true);
        return
        [
            $"{file.Number("PRAGMA application_id"):x} {file.Number("PRAGMA user_version")}",
            .. file.Texts("SELECT json_array(type, name, tbl_name, sql) FROM sqlite_master ORDER BY name"),
            .. file.Texts(
                "SELECT json_array(number, id, aggregate, type, node, body, seal) FROM event ORDER BY number"),
            .. file.Texts("SELECT json_array(node, time, seal) FROM clock ORDER BY node"),
            .. file.Texts(
                "SELECT json_array(number, id, time, action, message, resolution, agent, seal) FROM error "
                + "ORDER BY number"),
            .. file.Texts("SELECT json_array(name, seq) FROM sqlite_sequence"),
        ];
    }

    private static Event WithVector()
    {
        var draft = SampleEvents.DraftOf(25);
        var vector = VersionVector.From(
        [
            KeyValuePair.Create(ReplicaId.Of("zoë"), Dot.LargestExchanged),
            KeyValuePair.Create(ReplicaId.Of(draft.NodeId), 3L),
        ]);
        return Right(Event.Create(draft with { VersionVector = vector }));
    }
}
