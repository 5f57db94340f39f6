using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

public sealed class AncestorLaws
{
    [Fact]
    public void Merge_bases_are_the_common_ancestors_that_no_other_one_has_come_through() =>
        Law.Holds(Scripts, script =>
        {
            var grown = Grow(script);
            var ancestry = grown.ToDictionary(h => h.Head!, h => Ancestry(h.Head!));
            foreach (var ours in grown)
            {
                foreach (var theirs in grown)
                {
                    List<Version<int>> common = [.. ancestry[ours.Head!].Intersect(ancestry[theirs.Head!])];
                    HashSet<Version<int>> best =
                        [.. common.Where(v => !common.Exists(w => v != w && ancestry[w].Contains(v)))];
                    var found = ours.MergeBases(theirs);
                    Assert.Equal(best.Count, found.Length);
                    Assert.True(best.SetEquals(found));
                    Assert.Same(found.FirstOrDefault(), ours.CommonAncestor(theirs));
                }
            }
        });

    [Fact]
    public void A_history_contains_exactly_what_a_walk_by_both_parents_finds() =>
        Law.Holds(Scripts, script =>
        {
            var grown = Grow(script);
            foreach (var history in grown)
            {
                var ancestry = Ancestry(history.Head!);
                foreach (var other in grown)
                    Assert.Equal(ancestry.Contains(other.Head!), history.Contains(other.Head!));
            }
        });

    [Fact]
    public void Without_merges_the_common_ancestor_is_the_last_version_that_both_lines_share() =>
        Law.Holds(Scripts, script =>
        {
            List<History<int>> grown = [History.Start(0, At(0))];
            foreach (var number in script) grown.Add(grown[Pick(number, grown.Count)].Append(number, At(0)));
            var lines = grown.ConvertAll(LineOf);
            for (var a = 0; a < grown.Count; a += 3)
            {
                for (var b = 0; b < grown.Count; b++)
                {
                    var shared = lines[a].Zip(lines[b]).TakeWhile(pair => pair.Item1 == pair.Item2).Last().Item1;
                    Assert.Same(shared, grown[a].CommonAncestor(grown[b]));
                }
            }
        });

    [Fact]
    public void Time_and_generation_never_fall_from_either_parent_to_a_version() =>
        Law.Holds(Scripts, script =>
        {
            foreach (var history in Grow(script))
            {
                var version = history.Head!;
                foreach (var parent in new[] { version.Parent, version.SecondParent }.OfType<Version<int>>())
                {
                    Assert.True(version.Stamp.Ticks >= parent.Stamp.Ticks);
                    Assert.True(version.Generation > parent.Generation);
                }
            }
        });

    [Fact]
    public void Every_jump_leads_back_on_the_line_and_a_version_is_reached_in_few_steps()
    {
        var history = History.Start(0, At(0));
        for (var i = 1; i < 5000; i++) history = history.Append(i, At(i));
        var line = LineOf(history);
        foreach (var version in line.Skip(1)) Assert.Same(line[version.Jump.Index], version.Jump);
        foreach (var target in Enumerable.Range(0, 5000)) Assert.InRange(StepsTo(history.Head!, target), 0, 40);
    }

    private static int StepsTo(Version<int> version, int index)
    {
        var steps = 0;
        while (version.Index > index)
        {
            version = version.Jump.Index >= index ? version.Jump : version.Parent!;
            steps++;
        }

        return steps;
    }
}
