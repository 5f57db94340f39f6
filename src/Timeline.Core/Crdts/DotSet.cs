using System.Collections.Immutable;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>The dots that stand for one member of a set: nearly always one.</summary>
internal readonly record struct DotSet(Dot First, ImmutableArray<Dot> Others)
{
    internal DotSet(Dot only)
        : this(only, [])
    {
    }

    internal DotSet With(Dot dot) => dot == First || Others.Contains(dot) ? this : new DotSet(First, Others.Add(dot));

    /// <summary>The others; null where there are none.</summary>
    internal DotSet? Without(Dot dot) => dot != First ? new DotSet(First, Others.Remove(dot))
        : Others.IsEmpty ? null
        : new DotSet(Others[0], Others.RemoveAt(0));
}
