using System.Globalization;
using Timeline.Causality;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>One replica: a store of its own, two programs that work on it, and what they remember until a crash.</summary>
internal sealed partial class Replica(int number, Simulation simulation, SimulatedStore store)
{
    private static readonly BranchName[] Names =
        [BranchName.Main, BranchName.Of("dev"), BranchName.Of("fix/1"), BranchName.Of("topic")];

    private readonly Dictionary<(HistoryName, int), DocumentHistory> _open = [];
    private readonly Dictionary<(int Peer, HistoryName History), HashSet<VersionId>> _sent = [];

    // Who writes on a branch must be nobody else on another: a replicated value counts the steps of each.
    private readonly Dictionary<BranchName, ReplicaId> _writers = [];

    public int Number { get; } = number;

    public string Name { get; } = $"r{number}";

    public SimulatedStore Store { get; } = store;

    /// <summary>Until when it is off after a crash.</summary>
    public long Back { get; private set; }

    private Random Lots { get; } = simulation.Lots;

    /// <summary>Its own branches of a history.</summary>
    public BranchName[] Own(HistoryName history) =>
        [.. Store[history].Heads.Keys.Select(BranchName.Of).Where(name => IsOwn(name))];

    /// <summary>Forgets what was in memory, and begins again with what is on the disk.</summary>
    public async Task CrashAsync(bool isOff)
    {
        _open.Clear();
        _sent.Clear();
        await Store.ReopenAsync();
        Back = isOff ? simulation.Now + Lots.Next(15) : 0;
    }

    /// <summary>A program's view of a history, which may be older than the store.</summary>
    private async Task<DocumentHistory> OpenAsync(HistoryName history, int program, bool isFresh)
    {
        if (!_open.TryGetValue((history, program), out var open)) open = await DocumentHistory.OpenAsync(Store, history);
        else if (isFresh) open = await open.RefreshAsync();
        return _open[(history, program)] = open;
    }

    private static bool IsOwn(BranchName branch) => Array.IndexOf(Names, branch) >= 0;

    private ReplicaId WriterOf(BranchName branch) =>
        _writers.TryGetValue(branch, out var writer) ? writer : _writers[branch] = NewWriter();

    private ReplicaId NewWriter() => simulation.NewWriter();

    private Stamp Stamp(string label) => Histories.Stamp.FromTicks(
        Simulation.Start + ((simulation.Now + Lots.Next(3)) * TimeSpan.TicksPerSecond), Name, label);

    private static T MustBe<T>(TimelineError error)
        where T : TimelineError
    {
        Assert.True(error is T, $"refused, but not with {typeof(T).Name}: {error.Message}");
        return (T)error;
    }

    private static string Words(VersionRef version) => FormattableString.Invariant($"{version.Number}:{version.Id.ToShort(6)}");

    private T Any<T>(IReadOnlyList<T> from) => from[Lots.Next(from.Count)];

    private void Note(FormattableString what) => simulation.Note($"{Name} {what.ToString(CultureInfo.InvariantCulture)}");
}
