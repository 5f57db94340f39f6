using LanguageExt;
using Timeline.Storage;
using Timeline.Tests.Stores;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>
/// A replica's store on a disk that refuses, or loses its power in the middle of an append with all or nothing of it
/// done. Every answer is held against a model.
/// </summary>
internal sealed class SimulatedStore : StoreInFront
{
    private readonly Disk _disk;
    private readonly World _world;
    private readonly Dictionary<HistoryName, Model> _models = [];

    public SimulatedStore(Disk disk, World world)
        : base(disk.Open())
    {
        _disk = disk;
        _world = world;
    }

    /// <summary>What happens to the next append.</summary>
    public Fault Next { get; set; }

    /// <summary>What somebody else does with the same store just before the next append; null for nothing.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Versions whose append was acknowledged.</summary>
    public System.Collections.Generic.HashSet<VersionId> Acknowledged { get; } = [];

    public Model this[HistoryName history] =>
        _models.TryGetValue(history, out var model) ? model : _models[history] = new Model();

    public override async ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        foreach (var version in batch.Versions) _world.Note(version);
        if (Meanwhile is { } first)
        {
            Meanwhile = null;
            await first();
        }

        var fault = Next;
        Next = Fault.None;
        if (fault == Fault.Refuses) throw new HistoryStoreException(StoreTrouble.DiskFull, "the disk is full");
        if (fault == Fault.LosesAll) throw new PowerLossException();
        var refusal = this[history].Refusal(batch);
        var answer = await Inner.AppendAsync(history, batch, cancellation);
        Assert.True(
            answer.IsLeft == refusal is not null,
            $"{history} must {(refusal is null ? "take" : $"refuse")} a batch ({refusal}), but answered {answer}");
        if (answer.IsLeft) return answer;
        this[history].Apply(batch);
        if (fault == Fault.KeepsAll) throw new PowerLossException();
        Acknowledged.UnionWith(batch.Versions.Select(version => version.Id));
        return answer;
    }

    public override async ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
    {
        var model = this[history];
        var ids = numbers.Select(number => model.Versions[(int)number]).ToList();
        var isOfHead = ids.Exists(model.Heads.ContainsValue);
        var answer = await Inner.PruneAsync(history, numbers, cancellation);
        Assert.Equal(isOfHead, answer.IsLeft);
        if (answer.IsRight) model.Pruned.UnionWith(ids);
        return answer;
    }

    /// <summary>After a crash: what the disk has.</summary>
    public async Task ReopenAsync()
    {
        await Inner.DisposeAsync();
        Inner = _disk.Open();
        Next = Fault.None;
        Meanwhile = null;
        foreach (var history in _models.Keys) await CheckAsync(history);
    }

    /// <summary>Fails where ids, numbers or heads are not what they must be.</summary>
    public async Task CheckAsync(HistoryName history)
    {
        var model = this[history];
        if (model.Versions.Count == 0) return;
        var versions = await Inner.ReadRangeAsync(history, 0, int.MaxValue, VersionDetail.Headers);
        Assert.Equal(model.Versions, versions.Select(version => version.Id));
        await CheckHeadsAsync(history);
    }

    /// <summary>Fails where the count of versions or a head is not what it must be.</summary>
    public async Task CheckHeadsAsync(HistoryName history)
    {
        var model = this[history];
        if (model.Versions.Count == 0) return;
        var found = Right((await Inner.FindAsync(history)).ToEither(() => (TimelineError)new TimelineError.HistoryUnknown(history)));
        Assert.Equal(model.Versions.Count, found.Count);
        Assert.Equal(model.Heads, found.Branches.Select(branch => KeyValuePair.Create(branch.Name.Text, branch.Head.Id)));
    }

    /// <summary>Fails where a header or a parent is not what it must be, or the store does not verify.</summary>
    public async Task CheckAllAsync()
    {
        var report = await Documents.DocumentHistory.VerifyAsync(this);
        Assert.True(report.IsClean, string.Join("; ", report.Findings));
        foreach (var history in _models.Keys)
        {
            await CheckAsync(history);
            var versions = await Inner.ReadRangeAsync(history, 0, int.MaxValue, VersionDetail.Headers);
            foreach (var version in versions) Check(history, version);
        }
    }

    private void Check(HistoryName history, StoredVersion version)
    {
        var known = _world[version.Id];
        Assert.Equal(known.Header.Parents, version.Parents.Select(parent => parent.Id));
        Assert.Equal(known.Header.Stamp, version.Stamp);
        Assert.Equal(this[history].Pruned.Contains(version.Id), version.IsPruned);
        foreach (var parent in version.Parents)
        {
            Assert.True(parent.Number < version.Number, "a parent comes later");
            Assert.True(_world[parent.Id].Header.Stamp.Ticks <= version.Stamp.Ticks, "time runs backwards");
        }

    }
}

/// <summary>What happens to an append.</summary>
internal enum Fault
{
    None,
    Refuses,
    LosesAll,
    KeepsAll,
}

/// <summary>The power is lost; whoever asked never hears what became of it.</summary>
#pragma warning disable CA1032
internal sealed class PowerLossException : Exception;
#pragma warning restore CA1032
