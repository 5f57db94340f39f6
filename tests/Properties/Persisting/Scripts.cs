using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;

namespace Timeline.Tests.Properties.Persisting;

/// <summary>A state as programs have it: scalars, a nested record, a list, a map.</summary>
internal sealed record State(int Number, string? Text, decimal Exact, ImmutableList<int> List, ImmutableSortedDictionary<string, int> Map)
{
    public static State Start { get; } = new(0, null, 1.0m, [], ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>The state after a change that a number stands for.</summary>
    public State Change(int number) => Math.Abs(number % 7) switch
    {
        0 => this with { Number = number },
        1 => this with { Text = number % 2 == 0 ? null : $"text {number}" },
        2 => this with { Exact = number * 0.10m },
        3 => this with { List = List.Insert(Math.Abs(number) % (List.Count + 1), number) },
        4 => this with { List = List.IsEmpty ? List : List.RemoveAt(Math.Abs(number) % List.Count) },
        5 => this with { Map = Map.SetItem($"k/{number % 5}", number) },
        _ => this with { Map = Map.Remove($"k/{number % 5}") },
    };

    public override string ToString() => string.Join(
        " | ", Number, Text ?? "(none)", FormattableString.Invariant($"{Exact}"), string.Join(',', List), string.Join(',', Map));
}

/// <summary>Branches grown by a script of numbers, two for each step.</summary>
internal static class Scripts
{
    public static Arbitrary<int[]> All { get; } = ArbMap.Default.ArbFor<int[]>();

    public static Branches<State> Start { get; } =
        Branches<State>.Start(BranchName.Main, History.Start(State.Start, StampOf(0)));

    public static Stamp StampOf(int step) => Stamp.FromTicks(100 + step, step % 3 == 0 ? "" : "ada", step % 4 == 0 ? $"step {step}" : "");

    /// <summary>The branches after one step, and the version it made.</summary>
    public static (Branches<State> After, Version<State>? Made) Step(Branches<State> branches, int kind, int number, int step)
    {
        var names = branches.Names.ToList();
        var other = names[Math.Abs(number % names.Count)];
        switch (Math.Abs(kind % 10))
        {
            case 0:
                return (branches.Create(BranchName.Of($"b{number % 4}"), From(branches, number)).IfLeft(branches), null);
            case 1:
                return (Right(branches.Switch(other)), null);
            case 2:
                return (branches.Delete(other).IfLeft(branches), null);
            case 3:
                var theirs = Right(branches.Find(other));
                // What has been merged is not merged again: the core's merge sees to it.
                if (branches.Head.Contains(theirs.Head!)) return (branches, null);
                return Made(branches, branches.Head.Merge(theirs, branches.Head.Head!.Value.Change(number), StampOf(step)));
            case 4:
                return Made(branches, Right(branches.Head.Rollback(From(branches, number).Head!.Index, StampOf(step))));
            default:
                return Made(branches, branches.Head.Append(branches.Head.Head!.Value.Change(number), StampOf(step)));
        }
    }

    public static Branches<State> Grown(int[] script)
    {
        var branches = Start;
        for (var i = 0; i + 1 < script.Length; i += 2) branches = Step(branches, script[i], script[i + 1], i + 1).After;
        return branches;
    }

    /// <summary>The branches without the versions that a number stands for; as a rule some of each line go.</summary>
    public static Branches<State> Pruned(Branches<State> branches, int number) =>
        new Retention.Where(mark => (mark.Index + number) % 3 == 0).Prune(branches, DateTimeOffset.UnixEpoch).Branches;

    private static History<State> From(Branches<State> branches, int number)
    {
        var line = branches.Head.Oldest();
        return History.Of(line[Math.Abs(number % line.Length)]);
    }

    private static (Branches<State> After, Version<State>? Made) Made(Branches<State> branches, History<State> line) =>
        (Right(branches.Move(branches.Current, branches.Head, line)), line.Head);
}
