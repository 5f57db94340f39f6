using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;

namespace Timeline.Tests.Properties.Histories;

/// <summary>Histories grown by a script of numbers: appends, merges, forks, now and then a new root.</summary>
internal static class Graphs
{
    /// <summary>Numbers that shrink to fewer and smaller ones; three of them make one version.</summary>
    public static Arbitrary<int[]> Scripts { get; } = ArbMap.Default.ArbFor<int[]>();

    public static Stamp At(long ticks, string label = "") => Stamp.FromTicks(ticks, "somebody", label);

    public static List<History<int>> Grow(int[] script)
    {
        List<History<int>> grown = [History.Start(0, At(5))];
        for (var i = 0; i + 2 < script.Length; i += 3)
        {
            var from = grown[Pick(script[i + 1], grown.Count)];
            var other = grown[Pick(script[i + 2], grown.Count)];
            var stamp = At(Math.Abs(script[i]) / 4, Pick(script[i] / 8, 3) == 0 ? "set" : "");
            grown.Add(Pick(script[i], 8) switch
            {
                0 => History.Start(grown.Count, stamp),
                1 or 2 or 3 => from.Merge(other, grown.Count, stamp),
                4 => grown[^1].Append(grown.Count, stamp),
                _ => from.Append(grown.Count, stamp),
            });
        }

        return grown;
    }

    public static int Pick(int number, int count) => ((number % count) + count) % count;

    /// <summary>A version and everything before it, by either parent, found by walking all of it.</summary>
    public static HashSet<Version<int>> Ancestry(Version<int> version)
    {
        HashSet<Version<int>> found = [];
        Stack<Version<int>> open = new([version]);
        while (open.TryPop(out var next))
        {
            if (!found.Add(next)) continue;
            if (next.Parent is { } parent) open.Push(parent);
            if (next.SecondParent is { } second) open.Push(second);
        }

        return found;
    }

    public static List<Version<int>> LineOf(History<int> history)
    {
        List<Version<int>> line = [];
        for (var version = history.Head; version is not null; version = version.Parent) line.Insert(0, version);
        return line;
    }
}
