using System.Collections.Immutable;

namespace Timeline.Histories;

/// <summary>The best common ancestors of two versions in the graph of both kinds of parent.</summary>
/// <remarks>
/// Versions are visited in falling order of generation, so each is visited after all its descendants. Each is painted
/// with the sides that reach it; one painted by both is a common ancestor, and everything below it is only covered.
/// The walk ends when nothing but covered versions is left to visit.
/// </remarks>
internal static class MergeBase
{
    [Flags]
    private enum Paint
    {
        None = 0,
        Ours = 1,
        Theirs = 2,
        Both = Ours | Theirs,
        Covered = 4,
    }

    internal static ImmutableArray<Version<T>> Find<T>(Version<T> ours, Version<T> theirs)
    {
        var found = ImmutableArray.CreateBuilder<Version<T>>();
        var walk = new Walk<T>();
        walk.Reach(ours, Paint.Ours);
        walk.Reach(theirs, Paint.Theirs);
        while (walk.TryNext(out var version, out var paint))
        {
            if (paint == Paint.Both) found.Add(version!);
            var below = (paint & Paint.Both) == Paint.Both ? Paint.Both | Paint.Covered : paint;
            if (version!.Parent is { } parent) walk.Reach(parent, below);
            if (version.SecondParent is { } second) walk.Reach(second, below);
        }

        return found.DrainToImmutable();
    }

    private sealed class Walk<T>
    {
        private readonly Dictionary<Version<T>, Paint> _painted = new(ReferenceEqualityComparer.Instance);
        private readonly PriorityQueue<Version<T>, (int, long, int)> _waiting = new();
        private int _open;

        public void Reach(Version<T> version, Paint paint)
        {
            var known = _painted.TryGetValue(version, out var before);
            var after = before | paint;
            _painted[version] = after;
            if (!known) _waiting.Enqueue(version, (-version.Generation, -version.Ticks, _painted.Count));
            _open += IsOpen(after) - (known ? IsOpen(before) : 0);
        }

        public bool TryNext(out Version<T>? version, out Paint paint)
        {
            version = null;
            paint = Paint.None;
            if (_open == 0 || !_waiting.TryDequeue(out version, out _)) return false;
            paint = _painted[version];
            _open -= IsOpen(paint);
            return true;
        }

        private static int IsOpen(Paint paint) => (paint & Paint.Covered) == 0 ? 1 : 0;
    }
}
