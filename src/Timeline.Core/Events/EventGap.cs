using System.Globalization;
using Timeline.Causality;

namespace Timeline.Events;

/// <summary>A run of numbers of one node for which there is no event.</summary>
/// <param name="Node">The node.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number, itself included.</param>
public sealed record EventGap(ReplicaId Node, long First, long Last)
{
    /// <summary>The gap on one line.</summary>
    /// <returns>The node and the numbers.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Node.Text}: {First} to {Last}");
}
