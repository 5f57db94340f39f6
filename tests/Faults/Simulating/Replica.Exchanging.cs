using System.Collections.Immutable;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>Versions go from replica to replica.</summary>
internal sealed partial class Replica
{
    /// <summary>Sends a peer what it is not known to have, or a first part of that, or an export of all.</summary>
    public async Task SendAsync(HistoryName history, int peer)
    {
        if (Store[history].Versions.Count == 0) return;
        if (Lots.Next(8) == 0)
        {
            simulation.Send(new Message.Lines(Number, peer, history, await ExportAsync(Store, history)));
            return;
        }

        var message = await VersionsAsync(history, peer, KnownBy(peer, history).Contains);
        var items = message.Items;
        if (items.Length > 1 && Lots.Next(4) == 0) items = items[..Lots.Next(1, items.Length)];
        var known = KnownBy(peer, history).Union(items.Select(item => item.Id)).ToHashSet();
        _sent[(peer, history)] = known;
        if (Lots.Next(25) == 0) items = Altered(items);
        simulation.Send(message with { Items = items, Heads = [.. message.Heads.Where(head => known.Contains(head.Head.Id))] });
    }

    /// <summary>All versions but those that are known, and the own branches.</summary>
    public async Task<Message.Versions> VersionsAsync(HistoryName history, int peer, Func<VersionId, bool> isKnown)
    {
        var items = await Carried.AllAsync(Store, history, id => !isKnown(id));
        var found = Right((await Store.FindAsync(history)).ToEither(() => (TimelineError)new TimelineError.HistoryUnknown(history)));
        return new(Number, peer, history, items, [.. found.Branches.Where(branch => IsOwn(branch.Name))]);
    }

    public Task TakeAsync(Message message) => message switch
    {
        Message.Versions it => TakeVersionsAsync(it, isAnswered: Lots.Next(2) == 0),
        Message.Lines it => TakeLinesAsync(it),
        Message.Have it => Task.FromResult(_sent[(it.From, it.History)] = [.. it.Known]),
        _ => throw new InvalidOperationException("an unknown message"),
    };

    /// <summary>Takes versions of a peer, and keeps its branches beside the own ones.</summary>
    public async Task TakeVersionsAsync(Message.Versions message, bool isAnswered)
    {
        var history = message.History;
        if (Accepted(history, message.Items) is not { } versions)
        {
            Note($"refuses what {message.From} sent: it was altered");
            return;
        }

        var batch = new AppendBatch(versions, [.. message.Heads.SelectMany(head => Moves(message, versions, head))]);
        Assert.All(versions, version => Assert.True(simulation.World.Knows(version.Id), "Nobody has made what was taken."));
        var answer = await Store.AppendAsync(history, batch);
        var words = answer.Match(done => $"has {done.Count}", error => error.GetType().Name);
        if (answer.IsLeft || versions.Length > 0) Note($"takes {versions.Length} versions of {history} from {message.From} and {words}");
        if (answer.IsLeft) MustBe<TimelineError.VersionIdUnknown>(Left(answer));
        if (answer.IsLeft || isAnswered)
            simulation.Send(new Message.Have(Number, message.From, history, [.. Store[history].Known]));
    }

    /// <summary>An export goes into a history of its own, which goes on from export to export; from there it is taken.</summary>
    private async Task TakeLinesAsync(Message.Lines message)
    {
        var mirror = HistoryName.Of($"mirror/{message.From}/{message.History}");
        var importing = await DocumentHistory.ImportAsync(Store, Each(message.Text), mirror);
        if (importing.IsLeft)
        {
            // An older export may name a branch at a version whose content a newer one had no more.
            var error = MustBe<TimelineError.VersionPruned>(Left(importing));
            Note($"cannot import what {message.From} sent: {error.Message}");
            return;
        }

        var imported = Right(importing);
        Note($"imports {imported.Recorded} versions of {message.History} from {message.From}");
        var items = await Carried.AllAsync(Store, mirror, id => !Store[message.History].Known.Contains(id));
        var heads = imported.History.Branches.Where(branch => IsOwn(branch.Name))
            .Select(branch => new StoredBranch(branch.Name, branch.Head.Ref));
        await TakeVersionsAsync(new(message.From, Number, message.History, items, [.. heads]), isAnswered: false);
    }

    /// <summary>The versions made again from what was sent; null where one is not what it is said to be.</summary>
    private ImmutableArray<NewVersion>? Accepted(HistoryName history, ImmutableArray<Carried> items)
    {
        var versions = ImmutableArray.CreateBuilder<NewVersion>();
        var there = new HashSet<VersionId>(Store[history].Known);
        foreach (var item in items)
        {
            var carried = item;
            if (simulation.Breakage.TakesWithoutParents)
                carried = item with { Header = item.Header with { Parents = [.. item.Header.Parents.Where(there.Contains)] } };
            var version = carried.ToVersion();
            if (version.Id != item.Id && !simulation.Breakage.TakesWithoutParents) return null;
            there.Add(version.Id);
            versions.Add(version);
        }

        return versions.ToImmutable();
    }

    /// <summary>A peer's branch is kept as one here, and moves on only.</summary>
    private IEnumerable<BranchMove> Moves(Message message, ImmutableArray<NewVersion> versions, StoredBranch branch)
    {
        var model = Store[message.History];
        var (name, id) = (BranchName.Of($"peer/{message.From}/{branch.Name}"), branch.Head.Id);
        var isThere = model.Known.Contains(id) || versions.Any(version => version.Id == id);
        var isPruned = model.Known.Contains(id)
            ? model.Pruned.Contains(id)
            : versions.Any(version => version.Id == id && version.Payload is null);
        if (!isThere || isPruned) yield break;
        if (!model.Heads.TryGetValue(name.Text, out var here)) yield return BranchMove.Create(name, id);
        else if (here != id && simulation.World.IsWithin(here, id)) yield return BranchMove.Advance(name, here, id);
    }

    public static async Task<ImmutableArray<ReadOnlyMemory<byte>>> ExportAsync(IHistoryStore store, HistoryName history)
    {
        var lines = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var open = await DocumentHistory.OpenAsync(store, history);
        _ = Right(await open.ExportAsync((line, _) =>
        {
            lines.Add(line.ToArray());
            return default;
        }));
        return lines.ToImmutable();
    }

    public static async IAsyncEnumerable<T> Each<T>(IEnumerable<T> items)
    {
        await Task.CompletedTask;
        foreach (var item in items) yield return item;
    }

    private HashSet<VersionId> KnownBy(int peer, HistoryName history) => _sent.GetValueOrDefault((peer, history)) ?? [];

    /// <summary>One version has another patch than it is said to have.</summary>
    private ImmutableArray<Carried> Altered(ImmutableArray<Carried> items)
    {
        if (items.IsEmpty) return items;
        var at = Lots.Next(items.Length);
        return items[at].Payload is { } payload
            ? items.SetItem(at, items[at] with { Payload = payload with { Patch = " [ ]"u8.ToArray() } })
            : items.SetItem(at, items[at] with { Header = items[at].Header with { ContentHash = Digest.Of("x"u8) } });
    }
}
