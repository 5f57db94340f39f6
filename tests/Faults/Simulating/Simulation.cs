using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Timeline.Causality;
using Timeline.Changes;
using Timeline.Storage;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>
/// Three to seven replicas, each with a store of its own on a disk that fails, which send each other versions over a
/// network that fails, and crash in between. One thread; all chance comes from the seed, all time is counted.
/// </summary>
internal sealed partial class Simulation : IAsyncDisposable
{
    /// <summary>The time of the first step, in ticks.</summary>
    public const long Start = 638_000_000_000_000_000;

    // Of so many seeds one has its stores in files.
    private const int FilesEvery = 40;
    private const int LongestTail = 40;

    private readonly List<string> _trace = [];
    private readonly Dictionary<string, string> _shown = [];
    private readonly Folder? _folder;
    private readonly Replica[] _replicas;
    private readonly Network _network;
    private readonly bool _prunes;
    private int _times;
    private int _writers;

    private Simulation(int seed, Breakage breakage)
    {
        // Consecutive seeds give sequences that are alike, so they are spread.
        Lots = new Random(unchecked(seed * 7919));
        Breakage = breakage;
        Shared = SharedDocument.Draw(Lots);
        _prunes = Lots.Next(2) == 0;
        _folder = seed % FilesEvery == FilesEvery - 1 && breakage == Breakage.None ? Folder.InMemory() : null;
        var count = 3 + Lots.Next(5);
        _network = new Network(Lots, count);
        _replicas = [.. Enumerable.Range(0, count).Select(number => new Replica(number, this, new SimulatedStore(DiskOf(number), World)))];
        Note($"{count} replicas share a {Shared.Type}");
    }

    public Random Lots { get; }

    public Breakage Breakage { get; }

    public World World { get; } = new();

    public SharedDocument Shared { get; }

    /// <summary>The number of the step.</summary>
    public long Now { get; private set; }

    /// <summary>Whether content was given up, so that branches begin at heads alone.</summary>
    public bool HasPruned { get; private set; }

    /// <summary>How replicated values are merged.</summary>
    public MergePolicy Joining => Breakage.KeepsLastWriter
        ? MergePolicy.Whole(Shown.Larger)
        : Simulating.Shown.Joining(Shared.Join);

    public Happenings Happened { get; } = new();

    public Network Network => _network;

    /// <summary>What happened, a line for each step: the same for the same seed.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>The digest of the trace.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _trace))));

    private static HistoryName[] Histories { get; } = [HistoryName.Of("plain.json"), HistoryName.Of("shared.json")];

    /// <summary>Runs a seed; a failure says the last steps.</summary>
    public static async Task<Simulation> RunAsync(int seed, Breakage? breakage = null)
    {
        await using var simulation = new Simulation(seed, breakage ?? Breakage.None);
        try
        {
            await simulation.RunAsync();
            return simulation;
        }
        catch (Exception error)
        {
            var tail = string.Join('\n', simulation._trace.TakeLast(LongestTail));
            throw new InvalidOperationException(
                $"seed {seed} at step {simulation.Now}: {error.Message}\nthe last steps:\n{tail}", error);
        }
    }

    public bool IsShared(HistoryName history) => history == Histories[1];

    /// <summary>A moment that no other operation has.</summary>
    public int NextTime() => _times++;

    /// <summary>A name under which nobody has written yet, of those that the subjects know.</summary>
    public ReplicaId NewWriter() => ReplicaId.Of($"node {_writers++}");

    public void Send(Message message) => _network.Send(message, Now);

    public void Note(FormattableString line) => _trace.Add(line.ToString(CultureInfo.InvariantCulture));

    public void Note(string line) => _trace.Add(line);

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas) await replica.Store.DisposeAsync();
        _folder?.Dispose();
    }

    private Disk DiskOf(int number)
    {
        Disk disk = _folder is null ? new Disk.OfMemory() : new Disk.OfFile(_folder.File($"{number}.db"));
        return Breakage.Disks?.Invoke(disk) ?? disk;
    }

    private async Task RunAsync()
    {
        foreach (var history in Histories) await _replicas[0].BeginAsync(history);
        foreach (var replica in _replicas.Skip(1).Where(_ => Lots.Next(3) > 0)) await ExchangeAsync(_replicas[0], replica);
        await StepsAsync(60 + Lots.Next(50));
        if (_prunes)
        {
            await CalmAsync();
            await PruneAsync();
            await StepsAsync(20 + Lots.Next(30));
        }

        await HealAsync();
        await CheckEndAsync();
        Note($"{World.Count} versions");
    }

    private async Task StepsAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Now++;
            while (_network.Deliver(Now) is { } message) await AtAsync(_replicas[message.To], it => it.TakeAsync(message));
            for (var acts = 1 + Lots.Next(2); acts > 0; acts--) await AtAsync(_replicas[Lots.Next(_replicas.Length)], ActAsync);
            if (step % 16 == 0) await CheckShownAsync(_replicas[Lots.Next(_replicas.Length)]);
        }
    }

    private async Task ActAsync(Replica replica)
    {
        var history = Histories[Lots.Next(Histories.Length)];
        if (Lots.Next(20) == 0) replica.Store.Next = (Fault)(1 + Lots.Next(3));
        switch (Lots.Next(40))
        {
            case < 21:
                await replica.WorkAsync(history);
                break;
            case < 36:
                var peer = Lots.Next(_replicas.Length);
                if (peer != replica.Number) await replica.SendAsync(history, peer);
                break;
            case 36:
                Note($"{replica.Name} crashes");
                Happened.Crashes++;
                await replica.CrashAsync(isOff: true);
                break;
            case 37:
                await replica.Store.CheckAllAsync();
                break;
            default:
                Note(_network.Part());
                break;
        }

        await replica.Store.CheckHeadsAsync(history);
    }

    /// <summary>Does something at a replica, if it is on; it may lose its power there.</summary>
    private async Task AtAsync(Replica replica, Func<Replica, Task> act)
    {
        if (replica.Back > Now) return;
        try
        {
            await act(replica);
        }
        catch (PowerLossException)
        {
            Note($"{replica.Name} loses its power");
            Happened.Crashes++;
            await replica.CrashAsync(isOff: true);
        }
        catch (HistoryStoreException refused)
        {
            Note($"{replica.Name} is refused: {refused.Message}");
            Happened.Refusals++;
        }

        replica.Store.Next = Fault.None;
        replica.Store.Meanwhile = null;
    }
}

/// <summary>What was counted.</summary>
internal sealed class Happenings
{
    public int Crashes { get; set; }

    public int Refusals { get; set; }

    public int Pruned { get; set; }
}
