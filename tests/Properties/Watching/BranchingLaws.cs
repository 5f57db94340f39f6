using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Watching;

namespace Timeline.Tests.Properties.Watching;

/// <summary>Branches of a watched variable, on the road that waits and on the one that does not.</summary>
public sealed class BranchingLaws
{
    private static readonly Arbitrary<int[]> Scripts = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void Both_roads_come_to_the_same() => Law.Holds(
        Scripts,
        script => Assert.Equal(
            Done(script, null, Blockingly), Done(script, null, (watched, step) => Waiting(watched, step).AsTask().Result)));

    [Fact]
    public void Both_roads_come_to_the_same_in_a_store() => Law.Holds(
        Scripts,
        script =>
        {
            MemoryHistoryStore one = new();
            MemoryHistoryStore other = new();
            var done = Done(script, one, Blockingly);
            Assert.Equal(done, Done(script, other, (watched, step) => Waiting(watched, step).AsTask().Result));
            using Registry registry = new();
            Assert.Equal(done[^1], State(registry.Watch("number", 99, Options(other))));
        },
        100);

    /// <summary>What each step answered, and how the variable stood after it.</summary>
    private static List<string> Done(int[] script, IHistoryStore? store, Func<Watched<int>, int, string> take)
    {
        using Registry registry = new();
        var watched = registry.Watch("number", 0, store is null ? new() : Options(store));
        List<string> told = [State(watched)];
        foreach (var step in script)
        {
            try
            {
                told.Add(take(watched, Math.Abs(step % 1000)));
            }
            catch (Exception thrown) when ((thrown as AggregateException)?.InnerException is var inner)
            {
                told.Add((inner ?? thrown).Message);
            }

            told.Add(State(watched));
        }

        return told;
    }

    private static string Blockingly(Watched<int> watched, int step) => (step % 6) switch
    {
        0 => watched.Branch(Name(step)).CurrentBranch,
        1 => watched.Switch(Name(step)).CurrentBranch,
        2 => Line(watched.Merge(Name(step), Policy(step)).LastChange),
        3 => watched.DeleteBranch(Name(step)).CurrentBranch,
        4 => Line(watched.Merge(watched.PreviewMerge(Name(step), Policy(step))).LastChange),
        _ => watched.Set(step).LastChange.Index.ToString(CultureInfo.InvariantCulture),
    };

    private static async ValueTask<string> Waiting(Watched<int> watched, int step)
    {
        switch (step % 6)
        {
            case 0:
                await watched.BranchAsync(Name(step));
                return watched.CurrentBranch;
            case 1:
                await watched.SwitchAsync(Name(step));
                return watched.CurrentBranch;
            case 2:
                return Line(await watched.MergeAsync(Name(step), Policy(step)));
            case 3:
                await watched.DeleteBranchAsync(Name(step));
                return watched.CurrentBranch;
            case 4:
                return Line(await watched.MergeAsync(watched.PreviewMerge(Name(step), Policy(step))));
            default:
                return (await watched.SetAsync(step)).Index.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Name(int step) => (step / 6 % 3) switch { 0 => "main", 1 => "one", _ => "two" };

    private static MergePolicy? Policy(int step) => step / 18 % 3 == 0 ? null : MergePolicy.Theirs;

    private static WatchOptions<int> Options(IHistoryStore store) => new() { Journal = new() { Store = store } };

    private static string State(Watched<int> watched) =>
        $"{watched.CurrentBranch} of {string.Join(", ", watched.Branches)}: " + string.Join(
            ' ',
            watched.History.Oldest().Select(Line));

    private static string Line(Version<int> version) =>
        $"{version.Index}={version.Value}<{version.SecondParent?.Index}>{version.Stamp.Label};";
}
