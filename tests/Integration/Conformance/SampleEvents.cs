using System.Collections.Immutable;
using System.Globalization;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Events to save, each made from a number; the same number gives an equal event.</summary>
internal static class SampleEvents
{
    public static readonly ImmutableArray<string> Aggregates = ["WP001", "wp001", "häuser/ß", "a'b\"c"];
    public static readonly ImmutableArray<string> Types = ["StatusChanged", "TagAdded", "ünïcode 😀"];
    public static readonly ImmutableArray<string> Nodes = ["alice", "Alice", "bob 😀"];

    private static readonly Guid Project = Guid.Parse("0b5f6a5e-7d3a-4f0e-9b1c-111111111111");
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Value Odd = Right(Json.Parse(
        """{"z":1.10,"a":"é\u0000😀","deep":[[[[{"":null}]]]],"big":123456789012345678901234567890.50,"e":1e400,"t":true}"""));

    public static EventId IdOf(int number)
    {
        var bytes = new byte[EventId.Size];
        _ = BitConverter.TryWriteBytes(bytes.AsSpan(8), number * 2_654_435_761L % int.MaxValue);
        return EventId.FromBytes(bytes, number % 3 == 0 ? EventIdForm.Uuid : EventIdForm.Ulid);
    }

    public static Event Of(int number, string text = "") => Right(Event.Create(DraftOf(number, text)));

    public static EventDraft DraftOf(int number, string text = "") => new()
    {
        Id = IdOf(number),
        Type = Types[number % Types.Length],
        AggregateId = Aggregates[number / 2 % Aggregates.Length],
        Payload = number % 5 == 0 ? Odd : Payload(number, text),
        Timestamp = Start.AddTicks(number * 12_345L),
        NodeId = Nodes[number / 3 % Nodes.Length],
        LamportTime = number % 7 == 0 ? long.MaxValue - number : number,
        CausationId = number % 2 == 0 ? IdOf(number + 1) : null,
        ProjectUuid = Project,
        ProjectSlug = number % 4 == 0 ? "" : "a project",
        CorrelationId = number % 3 == 0 ? IdOf(7) : null,
        SchemaVersion = number % 6 == 0 ? "2.10.3" : "1.0.0",
        DataTier = number % 5,
        Unknown = number % 4 == 1 ? Value.Map.Empty.Set("zeta", Odd).Set("alpha", Value.Of(1.50m)) : Value.Map.Empty,
    };

    private static Value.Map Payload(int number, string text) => Value.Map.Empty
        .Set("state", Value.Of(number.ToString(CultureInfo.InvariantCulture)))
        .Set("text", Value.Of(text));
}
