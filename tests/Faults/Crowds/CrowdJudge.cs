using System.Collections.Immutable;
using System.Globalization;
using Timeline.Storage;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Crowds;

/// <summary>Holds what the processes of a crowd have said against what is left.</summary>
internal sealed class CrowdJudge
{
    private readonly HashSet<(string Label, string Branch)> _begun = [];
    private readonly HashSet<(string Label, string Branch)> _acknowledged = [];
    private readonly SortedDictionary<string, long> _longest = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<long> _busy = [];

    /// <summary>What readers saw that they may not see, and what is wrong with what is left.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How many commits were acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>The longest that anything took, in milliseconds.</summary>
    public long Longest => _longest.Values.DefaultIfEmpty().Max();

    /// <summary>The shortest time after which a store gave up waiting for others, in milliseconds; null for none.</summary>
    public long? ShortestBusy => _busy.Count == 0 ? null : _busy.Min();

    /// <summary>Hears what a process said, which has ended.</summary>
    public void Add(Child child)
    {
        var counts = new Dictionary<string, long>();
        foreach (var words in child.Lines.Select(line => line.Split(' ')))
        {
            switch (words[0])
            {
                case "begin": _ = _begun.Add((words[1], words[2])); break;
                case "done": _ = _acknowledged.Add((words[1], words[2])); break;
                case "wrong": Faults.Add(string.Join(' ', words)); break;
                case "busy": _busy.Add(Number(words[2])); break;
                case "longest": _longest[words[1]] = Math.Max(_longest.GetValueOrDefault(words[1]), Number(words[2])); break;
                case "count": counts[words[1]] = Number(words[2]); break;
            }
        }

        foreach (var (kind, count) in counts) _counts[kind] = _counts.GetValueOrDefault(kind) + count;
    }

    /// <summary>Looks at the store that the crowd has left: it verifies; every acknowledged commit stands in the chain of
    /// its branch once, none stands anywhere twice or was begun by nobody; and every value is what its version set.</summary>
    public async Task JudgeAsync(IHistoryStore store)
    {
        Faults.AddRange((await store.VerifyAsync()).Findings.Select(finding => $"{finding}"));
        var history = (await store.FindAsync(CrowdMember.History)).Match(found => found, () => new StoredHistory(CrowdMember.History, 0, []));
        var versions = await store.ReadRangeAsync(history.Name, 0, int.MaxValue, VersionDetail.Headers);
        var begun = _begun.Select(commit => commit.Label).ToHashSet();
        Faults.AddRange(versions.GroupBy(version => version.Stamp.Label).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is there {group.Count()} times"));
        Faults.AddRange(versions.Where(version => !begun.Contains(version.Stamp.Label))
            .Select(version => $"{version.Stamp.Label} was begun by nobody"));
        var chains = history.Branches.ToDictionary(branch => branch.Name.Text, branch => Chain(versions, branch.Head.Number));
        foreach (var (label, branch) in _acknowledged)
        {
            if (!chains.TryGetValue(branch, out var chain)) Faults.Add($"{branch} of {label} is lost");
            else if (!chain.Contains(label)) Faults.Add($"{label} is lost from {branch}");
        }

        foreach (var version in versions.Where(version => !version.IsPruned))
        {
            var fault = (await store.RestoreAsync(history.Name, version.Number))
                .MatchUnsafe(value => CrowdText.Fault(value, version.Stamp.Label), error => error.Message);
            if (fault is not null) Faults.Add(fault);
        }
    }

    /// <summary>What was counted, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_acknowledged.Count} commits acknowledged, {_begun.Count - _acknowledged.Count} begun only; "
        + $"at least {string.Join(", ", _counts.Select(count => $"{count.Value} {count.Key}"))}; "
        + $"busy {_busy.Count} ({(_busy.Count == 0 ? "never" : $"after {_busy.Min()} ms or more")}); "
        + $"longest in ms {string.Join(", ", _longest.Select(wait => $"{wait.Key} {wait.Value}"))}");

    private static HashSet<string> Chain(ImmutableArray<StoredVersion> versions, long head)
    {
        var labels = new HashSet<string>();
        for (var at = (long?)head; at is { } number; at = versions[(int)number].Parents.Select(parent => (long?)parent.Number).FirstOrDefault())
            _ = labels.Add(versions[(int)number].Stamp.Label);
        return labels;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
