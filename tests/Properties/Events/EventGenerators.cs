using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;
using Timeline.Events;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Events;

/// <summary>Events, whole and in lots in which ids, times, nodes and causes meet.</summary>
internal static class EventGenerators
{
    private static readonly string[] Nodes = ["alice", "Alice", "bob", "zoë 😀"];
    private static readonly string[] Aggregates = ["WP001", "WP002"];
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Gen<EventId> Ids { get; } =
        from high in ArbMap.Default.GeneratorFor<ulong>()
        from low in ArbMap.Default.GeneratorFor<ulong>()
        from form in Gen.Elements(EventIdForm.Ulid, EventIdForm.Uuid)
        select EventId.FromBytes(BytesOf(new UInt128(high, low)), form);

    private static Gen<string> Names { get; } = Gen.Elements("a", "Tag Added", "é\n😀", new string('x', 512));

    /// <summary>Any event that there can be.</summary>
    public static Arbitrary<Event> Any { get; } = Arb.From(
        from ids in Ids.Three()
        from names in Names.Three()
        from payload in ValueGenerators.Values
        from unknown in ValueGenerators.Values
        from time in Gen.Choose(0, int.MaxValue)
        from lamport in Gen.OneOf(Gen.Choose(0, 9).Select(it => (long)it), Gen.Constant(long.MaxValue))
        from choice in Gen.Choose(0, 63)
        select Right(Event.Create(new EventDraft
        {
            Id = ids.Item1,
            Type = names.Item1,
            AggregateId = names.Item2,
            Payload = payload,
            Timestamp = Start.AddTicks(time * 7L),
            NodeId = Nodes[choice % 4],
            LamportTime = lamport,
            CausationId = choice % 3 == 0 ? ids.Item2 : null,
            ProjectUuid = ids.Item3.ToGuid(),
            ProjectSlug = choice % 5 == 0 ? names.Item3 : null,
            CorrelationId = choice % 7 == 0 ? ids.Item3 : null,
            SchemaVersion = $"{choice}.0.{time}",
            DataTier = choice % 5,
            VersionVector = choice % 4 == 1
                ? VersionVector.Empty.With(ReplicaId.Of(Nodes[1]), 1 + time).With(ReplicaId.Of("far"), 3)
                : null,
            Unknown = choice % 2 == 0 ? Value.Map.Empty : Value.Map.Empty.Set("z", unknown).Set("", payload).Set("a", unknown),
        })));

    /// <summary>Lots of events with few times, nodes and aggregates; causes are earlier ones, or none of the lot.</summary>
    public static Arbitrary<Event[]> Lots { get; } = Arb.From(
        Gen.Choose(0, 1_000_000).ArrayOf().Select(numbers =>
            numbers.Select((number, place) => Of(place, number, CauseOf(place, number))).ToArray()));

    /// <summary>The event of a place; the same numbers give an equal event.</summary>
    public static Event Of(int place, int number, int? cause) => Right(Event.Create(DraftOf(place, number, cause)));

    public static EventDraft DraftOf(int place, int number, int? cause) => new()
    {
        Id = IdOf(place),
        Type = "Moved",
        AggregateId = Aggregates[number / 8 % 2],
        Payload = Value.Map.Empty
            .Set("state", Value.Of(number % 3 == 0 ? "done" : number % 3 == 1 ? "doing" : "blocked"))
            .Set("delta", Value.Of((number % 11) - 5))
            .Set("tags", number % 2 == 0 ? Value.Of($"tag{number % 5}") : Value.List.From([Value.Of("x"), Value.Of(number % 4)])),
        Timestamp = Start.AddSeconds(place),
        NodeId = Nodes[number % 4],
        LamportTime = number / 16 % 6,
        CausationId = cause is { } place2 ? IdOf(place2) : null,
        ProjectUuid = Guid.Empty,
    };

    private static int? CauseOf(int place, int number) => place == 0 ? null : number % 5 == 0 ? 9_999 : number % place;

    /// <summary>Ids whose order is not that of the places.</summary>
    public static EventId IdOf(int place) =>
        EventId.FromBytes(BytesOf((UInt128)(ulong)(place * 7_919L % 10_007)), EventIdForm.Ulid);

    public static byte[] BytesOf(UInt128 bits)
    {
        var bytes = new byte[EventId.Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return bytes;
    }

    /// <summary>The same things in another order, some of them twice.</summary>
    public static T[] Shuffled<T>(IReadOnlyList<T> things, int seed)
    {
        var random = new Random(seed);
        T[] all = [.. things, .. things.Where((_, place) => place % 3 == seed % 3)];
        random.Shuffle(all);
        return all;
    }
}
