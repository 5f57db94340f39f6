using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>
/// A few replicas that change a state and merge what others have, or once had: all states that there were. So they
/// overlap and are concurrent.
/// </summary>
internal sealed class History<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    private const int Replicas = 3;

    private static readonly ReplicaId[] Names = [.. "abc".Select(letter => ReplicaId.Of($"{letter}"))];

    private History(int[] codes, Subject<TCrdt> subject)
    {
        var heads = Enumerable.Repeat(Subject<TCrdt>.State.Empty, Replicas).ToArray();
        States.Add(heads[0]);
        foreach (var code in codes)
        {
            var (at, rest) = (code % Replicas, code / Replicas);
            var before = heads[at];
            heads[at] = (rest % 6) switch
            {
                0 => before.Merge(heads[rest / 6 % Replicas]),
                1 => before.Merge(States[rest / 6 % States.Count]),
                _ => subject.Change(before, new Turn(Ledger, Names[at], rest / 6, States.Count)),
            };
            Steps.Add((before, heads[at]));
            States.Add(heads[at]);
        }
    }

    /// <summary>What the histories are drawn from; shorter ones are counter-examples that are easier to read.</summary>
    public static Arbitrary<int[]> Codes { get; } = Arb.From(
        Gen.Choose(0, 20).SelectMany(length => Gen.Choose(0, int.MaxValue - 1).ArrayOf(length)),
        codes => Enumerable.Range(0, codes.Length).Select(i => codes.Where((_, at) => at != i).ToArray()));

    public Ledger Ledger { get; } = new();

    public List<Subject<TCrdt>.State> States { get; } = [];

    public List<(Subject<TCrdt>.State Before, Subject<TCrdt>.State After)> Steps { get; } = [];

    public static History<TCrdt> Of(int[] codes, Subject<TCrdt> subject) => new(codes, subject);

    /// <summary>One of the later states, by a number.</summary>
    public Subject<TCrdt>.State Late(int number) => States[^(1 + number % Math.Min(States.Count, 7))];
}
