using System.Collections.Immutable;

namespace Timeline.Causality;

/// <summary>Steps of one replica as ranges that ascend and neither meet nor touch.</summary>
internal sealed class DotRanges : IEquatable<DotRanges>
{
    private DotRanges(ImmutableArray<DotRange> ranges) => Ranges = ranges;

    internal static DotRanges Empty { get; } = new([]);

    internal ImmutableArray<DotRange> Ranges { get; }

    internal bool IsEmpty => Ranges.IsEmpty;

    /// <summary>The last step; there must be one.</summary>
    internal long Last => Ranges[^1].Last;

    /// <summary>How many steps there are.</summary>
    internal long Count => Ranges.Sum(range => range.Last - range.First + 1);

    /// <summary>The ranges that cover the given ones, which are in any order.</summary>
    internal static DotRanges Of(IEnumerable<DotRange> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<DotRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = new DotRange(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }
        return merged.Count == 0 ? Empty : new DotRanges(merged.DrainToImmutable());
    }

    internal bool Contains(long sequence)
    {
        var (low, high) = (0, Ranges.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Ranges[middle].Last < sequence)
                low = middle + 1;
            else
                high = middle;
        }
        return low < Ranges.Length && Ranges[low].First <= sequence;
    }

    /// <summary>The steps of both; these ranges where the others add nothing.</summary>
    internal DotRanges Union(DotRanges other)
    {
        if (ReferenceEquals(this, other) || other.IsEmpty)
            return this;
        if (IsEmpty)
            return other;
        var union = Of(Ranges.Concat(other.Ranges));
        return union.Equals(this) ? this : union.Equals(other) ? other : union;
    }

    /// <summary>These steps without those of others.</summary>
    internal DotRanges Except(DotRanges other)
    {
        if (other.IsEmpty || IsEmpty)
            return this;
        var left = ImmutableArray.CreateBuilder<DotRange>();
        var at = 0;
        foreach (var range in Ranges)
        {
            var first = range.First;
            while (at < other.Ranges.Length && other.Ranges[at].Last < first)
                at++;
            for (var i = at; i < other.Ranges.Length && other.Ranges[i].First <= range.Last; i++)
            {
                if (other.Ranges[i].First > first)
                    left.Add(new DotRange(first, other.Ranges[i].First - 1));
                first = other.Ranges[i].Last + 1;
            }
            if (first <= range.Last)
                left.Add(new DotRange(first, range.Last));
        }
        return left.Count == 0 ? Empty : new DotRanges(left.DrainToImmutable());
    }

    public bool Equals(DotRanges? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    public override bool Equals(object? obj) => Equals(obj as DotRanges);

    public override int GetHashCode() =>
        Ranges.Aggregate(0, (hash, range) => HashCode.Combine(hash, range.First, range.Last));
}
