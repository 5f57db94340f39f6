using Timeline.Events;

namespace Timeline.Rows;

/// <summary>A row of the table of events.</summary>
/// <param name="Position">Where it stands in the order of the store.</param>
/// <param name="Id">The event's id, as it is written.</param>
/// <param name="Aggregate">What it happened to.</param>
/// <param name="Type">What kind of thing happened.</param>
/// <param name="Node">The node that recorded it.</param>
/// <param name="Body">The whole event as compact JSON text; the columns before repeat what is asked for by SQL.</param>
internal sealed record EventRow(
    EventPosition Position, string Id, string Aggregate, string Type, string Node, byte[] Body)
{
    /// <summary>The row of an event.</summary>
    /// <param name="position">Where it will stand.</param>
    /// <param name="event">The event.</param>
    /// <returns>The row.</returns>
    public static EventRow Of(EventPosition position, Event @event) => new(
        position, @event.Id.ToString(), @event.AggregateId, @event.Type, @event.NodeId.Text, EventJson.ToUtf8(@event));

    // From here on hashing side by side is worth what it takes to begin.
    private const int Many = 16;

    /// <summary>The seal over the row.</summary>
    /// <returns>The seal.</returns>
    public long Seal() => Filled().Close();

    /// <summary>The seals over rows, for less than one by one.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The seals, in the same order.</returns>
    public static long[] Seals(IReadOnlyList<EventRow> rows)
    {
        var texts = new ReadOnlyMemory<byte>[rows.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = rows[i].Filled().ToText();
        return Rows.Seal.Of(texts, texts.Length >= Many);
    }

    /// <summary>The event in a row that its seal vouches for.</summary>
    /// <returns>The event, or null where the body is none.</returns>
    public StoredEvent? TryToStored() => EventJson.Parse(Body, EventJson.StoredLimits)
        .MatchUnsafe(Right: found => new StoredEvent(Position, found), Left: _ => (StoredEvent?)null);

    private Seal Filled()
    {
        var seal = new Seal('e');
        seal.Add(unchecked((long)Position.Transaction));
        seal.Add(Position.Sequence);
        seal.Add(Id);
        seal.Add(Aggregate);
        seal.Add(Type);
        seal.Add(Node);
        seal.AddText(Body);
        return seal;
    }
}
