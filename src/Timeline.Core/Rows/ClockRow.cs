namespace Timeline.Rows;

/// <summary>A row of the table of clocks.</summary>
/// <param name="Node">The node.</param>
/// <param name="Time">The Lamport time it has reached.</param>
internal sealed record ClockRow(string Node, long Time)
{
    /// <summary>The seal over the row.</summary>
    /// <returns>The seal.</returns>
    public long Seal()
    {
        var seal = new Seal('c');
        seal.Add(Node);
        seal.Add(Time);
        return seal.Close();
    }
}
