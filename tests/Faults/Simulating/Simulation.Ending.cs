using System.Security.Cryptography;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Properties.Crdts;
using Timeline.Values;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>What happens where the network is whole, and what must hold then.</summary>
internal sealed partial class Simulation
{
    /// <summary>How a conflict is decided in what is shown: by the order of the merges alone, so that the order is seen.</summary>
    private Changes.MergePolicy PolicyOf(HistoryName history) => IsShared(history) ? Joining : Changes.MergePolicy.Ours;

    /// <summary>All that is missing anywhere is sent and comes, until all have the same versions.</summary>
    private async Task HealAsync()
    {
        _network.Heal();
        foreach (var replica in _replicas) await replica.CrashAsync(isOff: false);
        Now += 1000;
        while (_network.Deliver(Now) is { } message) await _replicas[message.To].TakeAsync(message);
        for (var round = 0; round < 2; round++)
        {
            foreach (var from in _replicas)
                foreach (var to in _replicas.Where(to => to != from)) await ExchangeAsync(from, to);
        }

        // What they answered, and nothing else, is under way.
        while (_network.Deliver(Now + 1000) is { } message) await _replicas[message.To].TakeAsync(message);
    }

    private static async Task ExchangeAsync(Replica from, Replica to)
    {
        foreach (var history in Histories)
        {
            var there = to.Store[history].Known;
            if (from.Store[history].Versions.Count > 0 && (from.Number == 0 || !there.IsSupersetOf(from.Store[history].Known)))
                await to.TakeVersionsAsync(await from.VersionsAsync(history, to.Number, there.Contains), isAnswered: false);
        }
    }

    /// <summary>One replica merges all that nobody has merged; the others go on from there, with that one branch.</summary>
    private async Task CalmAsync()
    {
        await HealAsync();
        foreach (var history in Histories)
        {
            var hub = await GatherAsync(_replicas[0], history);
            _ = await OnMainAloneAsync(_replicas[0], history);
            foreach (var replica in _replicas.Skip(1))
            {
                await ExchangeAsync(_replicas[0], replica);
                await FollowAsync(replica, history, hub);
            }
        }
    }

    /// <summary>A branch that all versions without a successor were merged into.</summary>
    private async Task<VersionId> GatherAsync(Replica replica, HistoryName history)
    {
        var open = await OnMainAsync(replica, history);
        foreach (var leaf in Leaves(replica.Store[history]).Order())
        {
            var branch = BranchName.Of($"leaf/{leaf.ToShort()}");
            if (open.HeadOf(branch).IsNone) open = Right(await open.CreateBranchAsync(branch, Right(Revision.Parse(leaf.ToString()))));
            var stamp = Stamp.FromTicks(Start + (Now * TimeSpan.TicksPerSecond), replica.Name, "gathered");
            open = Right(await open.MergeAsync(branch, stamp, IsShared(history) ? Joining : Simulating.Shown.Larger)).History;
        }

        var head = replica.Store[history].Heads[BranchName.Main.Text];
        Note($"{replica.Name} gathers {history} at {head.ToShort()}");
        return head;
    }

    private static async Task FollowAsync(Replica replica, HistoryName history, VersionId head)
    {
        var open = await OnMainAloneAsync(replica, history);
        var from = BranchName.Of("peer/0/main");
        Assert.Equal(head, replica.Store[history].Heads[from.Text]);
        var merged = Right(await open.MergeAsync(from, default));
        Assert.Contains(merged.Outcome, new[] { MergeOutcome.FastForwarded, MergeOutcome.UpToDate });
    }

    private static async Task<DocumentHistory> OnMainAloneAsync(Replica replica, HistoryName history)
    {
        var open = await OnMainAsync(replica, history);
        foreach (var branch in replica.Own(history).Where(branch => branch != BranchName.Main))
            open = Right(await open.DeleteBranchAsync(branch));
        return open;
    }

    private static async Task<DocumentHistory> OnMainAsync(Replica replica, HistoryName history)
    {
        var open = await DocumentHistory.OpenAsync(replica.Store, history);
        if (open.HeadOf(BranchName.Main).IsNone)
        {
            var any = Right(Revision.Parse(replica.Store[history].Versions[^1].ToString()));
            open = Right(await open.CreateBranchAsync(BranchName.Main, any));
        }

        return Right(await open.SwitchAsync(BranchName.Main));
    }

    private IEnumerable<VersionId> Leaves(Model model) =>
        model.Known.Except(model.Known.SelectMany(id => World[id].Header.Parents));

    /// <summary>Each replica gives up some of what comes before the one version that all stand on.</summary>
    private async Task PruneAsync()
    {
        HasPruned = true;
        foreach (var replica in _replicas)
        {
            foreach (var history in Histories)
            {
                var model = replica.Store[history];
                var head = model.Heads[BranchName.Main.Text];
                var may = World.Within(head);
                Assert.Equal(model.Known.Order(), may.Order());
                may.ExceptWith(Lots.Next(4) == 0 ? [] : model.Heads.Values);
                may.Remove(head);
                var numbers = Enumerable.Range(0, model.Versions.Count)
                    .Where(number => may.Contains(model.Versions[number]) && Lots.Next(3) > 0)
                    .Select(number => (long)number).ToHashSet();
                if (numbers.Count == 0) continue;
                var answer = await replica.Store.PruneAsync(history, numbers);
                Happened.Pruned += answer.Match(done => done.Dropped.Length, _ => 0);
                Note($"{replica.Name} prunes {numbers.Count} of {history}: {answer.IsRight}");
            }

            await replica.CrashAsync(isOff: false);
            await CheckShownAsync(replica);
        }
    }

    /// <summary>Fails where a replica shows something else than one that had the same versions.</summary>
    private async Task CheckShownAsync(Replica replica)
    {
        foreach (var history in Histories)
        {
            var model = replica.Store[history];
            if (model.Versions.Count > 0) _ = await CheckShownAsync(replica.Store, history, model.Known, replica.Name);
        }
    }

    private async Task<Value> CheckShownAsync(IHistoryStore store, HistoryName history, IEnumerable<VersionId> known, string who)
    {
        var shown = await Simulating.Shown.OfAsync(store, history, PolicyOf(history), World, Breakage.MergesByArrival);
        var bytes = known.Order().SelectMany(id => id.ToBytes()).ToArray();
        var key = $"{history} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        var text = Json.ToText(shown);
        var isFirst = _shown.TryAdd(key, text);
        Assert.True(
            _shown[key] == text, $"diverged: {who} shows {text} of {history}, another with the same versions {_shown[key]}");
        Note($"{who} shows {Digest.Of(Json.ToUtf8(shown)).ToString()[..10]} of {history}");
        if (isFirst && IsShared(history)) Shared.Agree(shown, FactsOf(known));
        return shown;
    }

    private Facts FactsOf(IEnumerable<VersionId> known) =>
        known.Aggregate(default(Facts), (facts, id) => facts.Merge(World.FactsOf(id)));

    private async Task CheckEndAsync()
    {
        var acknowledged = _replicas.SelectMany(replica => replica.Store.Acknowledged).ToHashSet();
        foreach (var history in Histories)
        {
            var all = _replicas[0].Store[history].Known;
            foreach (var replica in _replicas)
                Assert.Equal(all.Order(), replica.Store[history].Known.Order());
            acknowledged.ExceptWith(all);
        }

        Assert.True(acknowledged.Count == 0, $"lost: {acknowledged.Count} acknowledged versions are nowhere");
        foreach (var replica in _replicas)
        {
            await replica.Store.CheckAllAsync();
            await CheckShownAsync(replica);
        }

        await CheckCopiesAsync(_replicas[Lots.Next(_replicas.Length)], Histories[Lots.Next(Histories.Length)]);
        foreach (var history in Histories) await CheckOneHeadAsync(history);
    }

    /// <summary>A replica that begins with nothing gets all from another: by versions, and by an export.</summary>
    private async Task CheckCopiesAsync(Replica from, HistoryName history)
    {
        var store = new SimulatedStore(new Disk.OfMemory(), World);
        var all = await from.VersionsAsync(history, from.Number, _ => false);
        _ = Right(await store.AppendAsync(history, new AppendBatch([.. all.Items.Select(item => item.ToVersion())], [])));
        await store.CheckAllAsync();
        _ = await CheckShownAsync(store, history, store[history].Known, "a copy");

        var imported = new SimulatedStore(new Disk.OfMemory(), World);
        _ = Right(await DocumentHistory.ImportAsync(imported, Replica.Each(await Replica.ExportAsync(from.Store, history))));
        await imported.CheckAllAsync();
        Assert.Equal(from.Store[history].Heads, imported[history].Heads);
        _ = await CheckShownAsync(imported, history, imported[history].Known, "an import");
    }

    /// <summary>All that is there is merged by one, which all others take over.</summary>
    private async Task CheckOneHeadAsync(HistoryName history)
    {
        var head = await GatherAsync(_replicas[0], history);
        foreach (var replica in _replicas.Skip(1))
        {
            await ExchangeAsync(_replicas[0], replica);
            await FollowAsync(replica, history, head);
            Assert.Equal(head, replica.Store[history].Heads[BranchName.Main.Text]);
        }

        if (IsShared(history)) Shared.Agree(World[head].Value, FactsOf(_replicas[0].Store[history].Known));
    }
}
