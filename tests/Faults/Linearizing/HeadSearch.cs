namespace Timeline.Tests.Faults.Linearizing;

/// <summary>The search through one branch's operations, from the first answer to the last.</summary>
internal sealed class HeadSearch(IReadOnlyList<HeadOperation> operations, int limit)
{
    // Those on their way, by the head at which they can happen: the ones that change it, and the ones that do not.
    private readonly Dictionary<string, List<int>> _swaps = [];
    private readonly Dictionary<string, List<int>> _looks = [];

    private HashSet<HeadConfiguration> _now = [];
    private int _looked;

    /// <summary>Why there is no order; null where there is one.</summary>
    public string? Fault { get; private set; }

    /// <summary>Searches.</summary>
    /// <returns>Whether there is an order; null where the search was given up.</returns>
    public bool? Run(string? head)
    {
        _now = [new HeadConfiguration(head, [])];
        foreach (var (operation, isAnswer) in Events())
        {
            if (!isAnswer)
            {
                Begin(operation);
                continue;
            }

            var after = new HashSet<HeadConfiguration>();
            foreach (var configuration in _now)
                if (!TryReach(configuration, operation, after)) return null;
            if (after.Count == 0)
            {
                Fault = $"{operations[operation]} is explained by no order; the head could be "
                    + string.Join(" or ", _now.Select(configuration => configuration.Head ?? "none").Distinct().Take(5));
                return false;
            }

            End(operation, after);
        }

        return true;
    }

    /// <summary>What was asked and answered, in the order of time; at one time first what was asked, as that forbids
    /// less.</summary>
    private IEnumerable<(int Operation, bool IsAnswer)> Events() => Enumerable.Range(0, operations.Count)
        .SelectMany(i => operations[i].Returned == HeadOperation.Never
            ? [(operations[i].Invoked, i, false)]
            : new[] { (operations[i].Invoked, i, false), (operations[i].Returned, i, true) })
        .OrderBy(item => item.Item1).ThenBy(item => item.Item3)
        .Select(item => (item.i, item.Item3));

    private void Begin(int operation)
    {
        switch (operations[operation])
        {
            // A read or a refusal without an answer says nothing.
            case { Answer: HeadAnswer.Saw saw }:
                Waiting(_looks, saw.Head).Add(operation);
                _now = [.. _now.Select(configuration =>
                    Fits(operation, configuration, out var after) ? after : configuration)];
                break;
            case { Call: HeadCall.Swap swap }:
                Waiting(_swaps, swap.Expected).Add(operation);
                break;
            default:
                break;
        }
    }

    /// <summary>Finds how an operation that was answered can have happened after what has happened.</summary>
    /// <returns>False if that takes too long.</returns>
    private bool TryReach(HeadConfiguration from, int wanted, HashSet<HeadConfiguration> found)
    {
        var known = new HashSet<HeadConfiguration>();
        var open = new Stack<HeadConfiguration>([from]);
        while (open.TryPop(out var configuration))
        {
            if (++_looked > limit) return false;
            if (configuration.Happened.Contains(wanted))
            {
                _ = found.Add(configuration);
                continue;
            }

            foreach (var swap in Waiting(_swaps, configuration.Head))
                if (Fits(swap, configuration, out var after) && known.Add(after = Look(after))) open.Push(after);
        }

        return true;
    }

    /// <summary>Has everything happen that changes nothing and sees the head as it is.</summary>
    private HeadConfiguration Look(HeadConfiguration configuration)
    {
        foreach (var look in Waiting(_looks, configuration.Head))
            if (Fits(look, configuration, out var after)) configuration = after;
        return configuration;
    }

    private bool Fits(int operation, HeadConfiguration configuration, out HeadConfiguration after)
    {
        after = configuration;
        if (configuration.Happened.Contains(operation) || !operations[operation].Fits(configuration.Head, out var head))
            return false;
        after = new HeadConfiguration(head, configuration.Happened.Add(operation));
        return true;
    }

    private void End(int answered, IEnumerable<HeadConfiguration> configurations)
    {
        var after = configurations.ToList();

        // What has no answer and happened in every way is as good as answered.
        var settled = after[0].Happened
            .Where(operation => operation == answered || operations[operation].Returned == HeadOperation.Never)
            .Where(operation => after.All(configuration => configuration.Happened.Contains(operation)))
            .ToList();
        foreach (var operation in settled)
        {
            var (waiting, head) = operations[operation] switch
            {
                { Answer: HeadAnswer.Saw saw } => (_looks, saw.Head),
                { Call: HeadCall.Swap swap } => (_swaps, swap.Expected),
                var other => throw new InvalidOperationException($"{other} cannot have happened."),
            };
            _ = Waiting(waiting, head).Remove(operation);
        }

        _now = [.. after.Select(configuration => configuration with { Happened = configuration.Happened.Except(settled) })];
    }

    private static List<int> Waiting(Dictionary<string, List<int>> waiting, string? head)
    {
        ref var there = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            waiting, head ?? "", out _);
        return there ??= [];
    }
}
