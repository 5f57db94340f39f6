using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Timeline.Histories;

/// <summary>
/// The version that two histories are merged from: their merge base; or, where they have merged each other crosswise
/// and so have several, those bases merged (as git's recursive strategy does).
/// </summary>
/// <param name="join">
/// What two bases give, from the version they are merged from themselves (null if they have nothing in common) and
/// the values of both. It always gives something: where they contradict each other, what they come from counts, so
/// that whoever resolved the contradiction is seen to have changed something.
/// </param>
internal sealed class MergeGround<T>(Func<Version<T>?, T, T, T> join)
{
    // Crossings upon crossings share their bases: without this the work would double with each.
    private readonly Dictionary<ImmutableArray<Version<T>>, Version<T>> _known = new(new SameVersions());

    /// <summary>The one version; a merged one is of no history.</summary>
    /// <param name="bases">The merge bases, the newest first; at least one.</param>
    /// <remarks>
    /// One round of merges for every crossing since the two were one. Crossings may lie upon one another by the
    /// thousand, so those that wait for an older one wait on a stack of their own.
    /// </remarks>
    public Version<T> Of(ImmutableArray<Version<T>> bases)
    {
        if (bases.Length == 1) return bases[0];
        var waiting = new Stack<Crossing>([new Crossing(bases)]);
        while (waiting.TryPeek(out var crossing))
        {
            if (crossing.IsDone)
            {
                _known[crossing.Bases] = crossing.Ground;
                _ = waiting.Pop();
            }
            else if (crossing.Below is not [] and not [_] && !_known.ContainsKey(crossing.Below))
            {
                waiting.Push(new Crossing(crossing.Below));
            }
            else
            {
                crossing.Join(join, crossing.Below switch
                {
                    [] => null,
                    [var one] => one,
                    var several => _known[several],
                });
            }
        }

        return _known[bases];
    }

    /// <summary>Bases being merged, from the oldest.</summary>
    private sealed class Crossing
    {
        private int _next;

        public Crossing(ImmutableArray<Version<T>> bases)
        {
            Bases = bases;
            _next = bases.Length - 1;
            Ground = bases[_next];
            Advance();
        }

        public ImmutableArray<Version<T>> Bases { get; }

        /// <summary>What those merged so far gave.</summary>
        public Version<T> Ground { get; private set; }

        /// <summary>What the ground and the next one are merged from.</summary>
        public ImmutableArray<Version<T>> Below { get; private set; }

        public bool IsDone => _next < 0;

        public void Join(Func<Version<T>?, T, T, T> join, Version<T>? start)
        {
            var newer = Bases[_next];
            var value = join(start, Ground.Value, newer.Value);
            Ground = History.Of(Ground).Merge(History.Of(newer), value, newer.Stamp).Head!;
            Advance();
        }

        private void Advance()
        {
            _next--;
            Below = IsDone ? [] : History.Of(Ground).MergeBases(History.Of(Bases[_next]));
        }
    }

    private sealed class SameVersions : IEqualityComparer<ImmutableArray<Version<T>>>
    {
        public bool Equals(ImmutableArray<Version<T>> x, ImmutableArray<Version<T>> y) =>
            x.AsSpan().SequenceEqual(y.AsSpan(), ReferenceEqualityComparer.Instance);

        public int GetHashCode(ImmutableArray<Version<T>> obj)
        {
            var hash = default(HashCode);
            foreach (var version in obj) hash.Add(RuntimeHelpers.GetHashCode(version));
            return hash.ToHashCode();
        }
    }
}
