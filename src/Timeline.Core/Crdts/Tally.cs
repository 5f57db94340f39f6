using System.Runtime.Intrinsics;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>How far a replica has counted up and down.</summary>
internal readonly record struct Tally(long Up, long Down) : IEntryJoin<Tally>
{
    internal Tally Join(Tally other) => new(Math.Max(Up, other.Up), Math.Max(Down, other.Down));

    // Nobody can foretell which is larger: both numbers at once, and without a branch.
    static JoinedFrom IEntryJoin<Tally>.Both(Tally ours, Tally theirs, out Tally joined)
    {
        var (left, right) = (Vector128.Create(ours.Up, ours.Down), Vector128.Create(theirs.Up, theirs.Down));
        var larger = Vector128.Max(left, right);
        joined = new Tally(larger[0], larger[1]);
        return Lattice.Where(larger == left, larger == right);
    }
}
