using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Carries out a script of numbers on a store and on a model, and holds one against the other after
/// each step.</summary>
internal sealed class StoreScript(IStoreHome home, IReadOnlyList<int> script)
{
    private static readonly string[] Names = ["main", "draft", "fix/one", "z"];

    private readonly HistoryModel[] _models = [new(HistoryName.Of("a.json")), new(HistoryName.Of("dir/b c.json"))];
    private IHistoryStore _store = home.Open();
    private HistoryModel _model = null!;
    private int _at;
    private int _tick;

    public async Task Run()
    {
        while (_at < script.Count)
        {
            _model = _models[Next(5) == 0 ? 1 : 0];
            await Step(Next(20));
            await Compare();
        }

        await CompareAll();
        await _store.DisposeAsync();
    }

    private int Next(int below) => _at < script.Count ? script[_at++] % below : 0;

    private async Task Step(int operation)
    {
        switch (operation)
        {
            case < 5: await Commit(1); break;
            case 5: await Commit(2 + Next(6)); break;
            case 6: await Merge(); break;
            case 7: await CommitStale(); break;
            case 8: await CreateBranch(); break;
            case 9: await DeleteBranch(); break;
            case 10: await RenameBranch(); break;
            case 11 or 12: await Prune(); break;
            case 13: await Reopen(); break;
            case 14: await CommitUnknown(); break;
            case 15: await Switch(); break;
            case 16: await _store.CompactAsync(); break;
            case 17: await CommitAgain(); break;
            case 18: Assert.Empty((await _store.VerifyAsync()).Findings); break;
            default: await Orphan(); break;
        }
    }

    private async Task Commit(int count)
    {
        var branch = Names[Next(Names.Length)];
        var known = _model.Heads.TryGetValue(branch, out var head);
        if (!known && _model.Versions.Count > 0) return;
        var versions = new List<(NewVersion Version, Draft Document, int[] Parents)>();
        if (!known) versions.Add((Draft.Start.ToRoot(Stamp()), Draft.Start, []));
        for (var i = versions.Count; i < count; i++)
        {
            var from = i == 0 ? _model.Versions[head] : versions[^1];
            versions.Add(Follow(from, [from.Version.Id], [i == 0 ? head : _model.Versions.Count + i - 1]));
        }

        var id = versions[^1].Version.Id;
        var name = BranchName.Of(branch);
        var move = known ? BranchMove.Advance(name, _model.Ref(head).Id, id) : BranchMove.Create(name, id);
        var result = await _store.AppendAsync(
            _model.Name, new AppendBatch([.. versions.Select(version => version.Version)], [move]));
        _model.Versions.AddRange(versions);
        _model.Heads[branch] = _model.Versions.Count - 1;
        var appended = Right(result);
        Assert.Equal(_model.Versions.Count, appended.Count);
        Assert.Equal(
            Enumerable.Range(_model.Versions.Count - versions.Count, versions.Count).Select(_model.Ref),
            appended.Versions);
    }

    private async Task Merge()
    {
        if (_model.Heads.Count < 2) return;
        var (into, ours) = _model.Heads.First();
        var theirs = _model.Heads.Last().Value;
        if (ours == theirs) return;
        var merged = Follow(
            _model.Versions[ours], [_model.Ref(ours).Id, _model.Ref(theirs).Id], [ours, theirs]);
        var move = BranchMove.Advance(BranchName.Of(into), _model.Ref(ours).Id, merged.Version.Id);
        _ = Right(await _store.AppendAsync(_model.Name, AppendBatch.Of(merged.Version, move)));
        _model.Versions.Add(merged);
        _model.Heads[into] = _model.Versions.Count - 1;
    }

    private async Task CommitStale()
    {
        var stale = Next(Math.Max(1, _model.Versions.Count));
        if (_model.Heads.Count == 0 || _model.Heads.First().Value == stale) return;
        var (branch, head) = _model.Heads.First();
        var version = Follow(_model.Versions[head], [_model.Ref(head).Id], [head]).Version;
        var name = BranchName.Of(branch);
        var moved = await _store.AppendAsync(
            _model.Name, AppendBatch.Of(version, BranchMove.Advance(name, _model.Ref(stale).Id, version.Id)));
        Assert.Equal(
            new TimelineError.HeadMoved(_model.Name, name, _model.Ref(stale).Id, _model.Ref(head)), Left(moved));
    }

    private async Task CreateBranch()
    {
        if (_model.Versions.Count == 0) return;
        var branch = Names[Next(Names.Length)];
        var at = Next(_model.Versions.Count);
        var result = await _store.AppendAsync(
            _model.Name, AppendBatch.OfMoves(BranchMove.Create(BranchName.Of(branch), _model.Ref(at).Id)));
        TimelineError? expected =
            _model.Heads.TryGetValue(branch, out var head)
                ? new TimelineError.BranchExists(_model.Name, BranchName.Of(branch), _model.Ref(head))
            : _model.Pruned.Contains(at) ? new TimelineError.VersionPruned(_model.Name, at)
            : null;
        if (expected is null) _model.Heads[branch] = Right(result).Count > 0 ? at : -1;
        else Assert.Equal(expected, Left(result));
    }

    private async Task DeleteBranch()
    {
        var branch = Names[Next(Names.Length)];
        var known = _model.Heads.TryGetValue(branch, out var head);
        if (_model.Versions.Count == 0) return;
        var result = await _store.AppendAsync(
            _model.Name, AppendBatch.OfMoves(BranchMove.Delete(BranchName.Of(branch), _model.Ref(head).Id)));
        if (known) Assert.True(result.IsRight && _model.Heads.Remove(branch));
        else Assert.Equal(new TimelineError.BranchUnknown(_model.Name, BranchName.Of(branch)), Left(result));
    }

    private async Task RenameBranch()
    {
        var free = Names.FirstOrDefault(name => !_model.Heads.ContainsKey(name));
        if (_model.Heads.Count == 0 || free is null) return;
        var (branch, head) = _model.Heads.Last();
        var id = _model.Ref(head).Id;
        _ = Right(await _store.AppendAsync(_model.Name, AppendBatch.OfMoves(
            BranchMove.Delete(BranchName.Of(branch), id), BranchMove.Create(BranchName.Of(free), id))));
        _ = _model.Heads.Remove(branch);
        _model.Heads[free] = head;
    }

    private async Task Prune()
    {
        if (_model.Versions.Count == 0) return;
        var wish = Enumerable.Range(0, 1 + Next(6)).Select(_ => Next(_model.Versions.Count)).ToHashSet();
        var result = await _store.PruneAsync(_model.Name, wish.Select(number => (long)number).ToHashSet());
        if (_model.Heads.Any(head => wish.Contains(head.Value)))
        {
            _ = Assert.IsType<TimelineError.PruneOfHead>(Left(result));
            return;
        }

        var dropped = wish.Where(number => !_model.Pruned.Contains(number)).Order();
        Assert.Equal(dropped.Select(number => (long)number), Right(result).Dropped);
        _model.Pruned.UnionWith(wish);
    }

    private async Task Reopen()
    {
        await _store.DisposeAsync();
        _store = home.Open();
    }

    private async Task CommitUnknown()
    {
        var nobody = new VersionId(Enumerable.Repeat((byte)7, VersionId.Size).ToArray());
        var version = Draft.Start.ToVersion([nobody], Stamp(), "key0");
        Assert.Equal(
            new TimelineError.VersionIdUnknown(_model.Name, nobody),
            Left(await _store.AppendAsync(_model.Name, new AppendBatch([version], []))));
    }

    private async Task Switch()
    {
        var branch = Names[Next(Names.Length)];
        var result = await _store.AppendAsync(
            _model.Name, new AppendBatch([], []) { Current = BranchName.Of(branch) });
        if (_model.Heads.ContainsKey(branch)) _model.Current = Right(result).Count > 0 ? branch : "";
        else Assert.Equal(new TimelineError.BranchUnknown(_model.Name, BranchName.Of(branch)), Left(result));
    }

    private async Task CommitAgain()
    {
        if (_model.Versions.Count == 0) return;
        var number = Next(_model.Versions.Count);
        var result = await _store.AppendAsync(
            _model.Name, new AppendBatch([_model.Versions[number].Version], []));
        Assert.Equal([_model.Ref(number)], Right(result).Versions);
    }

    private async Task Orphan()
    {
        if (_model.Versions.Count == 0) return;
        var root = Draft.Start.ToRoot(Stamp());
        _ = Right(await _store.AppendAsync(_model.Name, new AppendBatch([root], [])));
        _model.Versions.Add((root, Draft.Start, []));
    }

    private (NewVersion Version, Draft Document, int[] Parents) Follow(
        (NewVersion Version, Draft Document, int[] Parents) from, ImmutableArray<VersionId> parents, int[] numbers)
    {
        var key = $"key{Next(12)}";
        var document = from.Document.Set(key, Next(1000));
        var source = Next(3) switch { 0 => null, 1 => [], _ => new byte[1 + Next(200)] };
        return (document.ToVersion(parents, Stamp(), key, source), document, numbers);
    }

    private Stamp Stamp() => Draft.StampOf(++_tick);

    private async Task Compare()
    {
        foreach (var model in _models)
        {
            var found = await _store.FindAsync(model.Name);
            Assert.Equal(model.Versions.Count > 0, found.IsSome);
            foreach (var history in found) Assert.Equal(model.ToStored(), history);
        }

        var expected = _models.Where(model => model.Versions.Count > 0).Select(model => model.ToStored());
        Assert.Equal(expected, await _store.HistoriesAsync());
        if (_model.Versions.Count == 0) return;
        var number = Next(_model.Versions.Count);
        Assert.Equal(_model.ToStored(number), Right(await _store.ReadAsync(_model.Name, number)));
        Assert.Equal(_model.ToStored(number), Right(await _store.ReadAsync(_model.Name, _model.Ref(number).Id)));
        await CompareValue(_model, number);
    }

    private async Task CompareAll()
    {
        foreach (var model in _models)
        {
            foreach (var detail in Enum.GetValues<VersionDetail>())
            {
                Assert.Equal(
                    Enumerable.Range(0, model.Versions.Count).Select(number => model.ToStored(number, detail)),
                    await _store.ReadRangeAsync(model.Name, 0, int.MaxValue, detail));
            }

            for (var number = 0; number < model.Versions.Count; number++)
            {
                await CompareValue(model, number);
                var prefix = Right(VersionIdPrefix.Parse(model.Ref(number).Id.ToShort()));
                Assert.Contains(model.Ref(number), await _store.MatchAsync(model.Name, prefix));
            }
        }

        var report = await _store.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(_models.Sum(model => model.Versions.Count), report.Versions);
        Assert.Equal(_models.Sum(model => model.Pruned.Count), report.Pruned);
    }

    private async Task CompareValue(HistoryModel model, int number)
    {
        var restored = await _store.RestoreAsync(model.Name, number);
        if (model.Pruned.Contains(number))
            Assert.Equal(new TimelineError.VersionPruned(model.Name, number), Left(restored));
        else
            Assert.Equal(model.Versions[number].Document.Text, Json.ToText(Right(restored)));
    }
}
