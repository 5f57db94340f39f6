using System.Globalization;

namespace Timeline.Events;

/// <summary>What all stores say to whoever asks for the events after a position that none of their events
/// has.</summary>
/// <remarks>Waiting behind such a position would be waiting for ever, or passing over what comes before it.</remarks>
internal static class ForeignPosition
{
    /// <summary>The exception for a query that begins there.</summary>
    /// <param name="query">The query.</param>
    /// <param name="end">The position of the store's last event.</param>
    /// <returns>The exception to throw.</returns>
    public static ArgumentException Refuse(EventQuery query, EventPosition end) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"No event of this store is at {query.After}, and the last is at {end}: the position is another store's, ")
        + "or this one was restored from an older copy; read again from EventPosition.Start, or from EndAsync",
        nameof(query));
}
