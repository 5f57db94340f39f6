using Timeline.ErrorLogs;
using Timeline.Events;

namespace Timeline.Rows;

/// <summary>A row of the table of errors.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Id">Its id, as it is written.</param>
/// <param name="Time">Ticks of 100 nanoseconds since the first moment of year 1, UTC.</param>
/// <param name="Action">What was attempted.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Resolution">How it was resolved.</param>
/// <param name="Agent">Who attempted it.</param>
internal sealed record ErrorRow(
    long Number, string Id, long Time, string Action, string Message, string Resolution, string Agent)
{
    /// <summary>The row of an entry.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The row.</returns>
    public static ErrorRow Of(long number, ErrorEntry entry) => new(
        number, entry.Id.ToString(), entry.Timestamp.UtcTicks, entry.Action, entry.Message, entry.Resolution,
        entry.Agent);

    /// <summary>The seal over the row.</summary>
    /// <returns>The seal.</returns>
    public long Seal()
    {
        var seal = new Seal('x');
        seal.Add(Number);
        seal.Add(Id);
        seal.Add(Time);
        seal.Add(Action);
        seal.Add(Message);
        seal.Add(Resolution);
        seal.Add(Agent);
        return seal.Close();
    }

    /// <summary>The entry in a row that its seal vouches for.</summary>
    /// <returns>The entry, or null where the columns are none.</returns>
    public StoredError? TryToStored() => Time < 0 || Time > DateTime.MaxValue.Ticks ? null : EventId.Parse(Id)
        .Bind(id => ErrorEntry.Create(new ErrorDraft
        {
            Id = id,
            Timestamp = new DateTimeOffset(Time, TimeSpan.Zero),
            Action = Action,
            Message = Message,
            Resolution = Resolution,
            Agent = Agent,
        }))
        .MatchUnsafe(Right: entry => new StoredError(Number, entry), Left: _ => (StoredError?)null);
}
