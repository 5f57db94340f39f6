using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>What a replica does with its own histories.</summary>
internal sealed partial class Replica
{
    /// <summary>The first version of all, which every other comes from.</summary>
    public async Task BeginAsync(HistoryName history)
    {
        var open = await OpenAsync(history, 0, isFresh: true);
        var first = simulation.IsShared(history) ? simulation.Shared.Empty : PlainDocument.Empty;
        _open[(history, 0)] = Right(await open.RecordAsync(first, Stamp("first"))).History;
    }

    /// <summary>Does something with a history.</summary>
    public async Task WorkAsync(HistoryName history)
    {
        if (Store[history].Versions.Count == 0) return;
        var isShared = simulation.IsShared(history);
        var own = Own(history);
        if (own.Length == 0)
        {
            await CreateAsync(history, BranchName.Main, null);
            return;
        }

        switch (Lots.Next(20))
        {
            case < 8:
                if (Lots.Next(5) == 0) Store.Meanwhile = () => CommitAsync(history, Any(own), isShared);
                await CommitAsync(history, Any(own), isShared);
                break;
            case < 14:
                await MergeAsync(history, Any(own), BranchName.Of(Any([.. Store[history].Heads.Keys])), Policy(isShared));
                break;
            case < 16:
                await CreateAsync(history, Any(Names), simulation.HasPruned ? Any(own) : null);
                break;
            case 16:
                await RenameAsync(history, Any(own), Any(Names));
                break;
            case 17:
                await DeleteAsync(history, Any(own));
                break;
            case 18 when !isShared:
                await RollBackAsync(history, Any(own));
                break;
            default:
                await MoveStaleAsync(history, Any(own));
                break;
        }
    }

    private Task CommitAsync(HistoryName history, BranchName branch, bool isShared) =>
        isShared ? CommitSharedAsync(history, branch) : CommitPlainAsync(history, branch);

    private async Task CommitPlainAsync(HistoryName history, BranchName branch)
    {
        var program = Lots.Next(2);
        var open = await OpenAsync(history, program, isFresh: Lots.Next(2) == 0);
        if (open.HeadOf(branch).IsNone) return;
        var before = simulation.World[open.HeadOf(branch).Map(head => head.Id).IfNone(default(VersionId))].Value;
        var value = PlainDocument.Change(before, Lots);
        var recording = Lots.Next(2) == 0
            ? await open.RecordAsync(value, Stamp("value"), branch)
            : await open.RecordAsync(Json.ToUtf8(value, Lots.Next(2) == 0 ? JsonStyle.Indented : null), Stamp("bytes"), branch);
        if (recording.IsLeft)
        {
            MustBe<TimelineError.BranchUnknown>(Left(recording));
            Assert.DoesNotContain(branch.Text, Store[history].Heads.Keys);
            return;
        }

        var recorded = Right(recording);
        _open[(history, program)] = recorded.History;
        Note($"commits {Words(recorded.Version.Ref)} on {branch} of {history}");
        Assert.Equal(value, simulation.World[recorded.Version.Id].Value);
        if (recorded.IsNew) Assert.Equal(recorded.Version.Id, Store[history].Heads[branch.Text]);
    }

    /// <summary>An operation on the replicated value, made again on top where somebody else was faster.</summary>
    private async Task CommitSharedAsync(HistoryName history, BranchName branch)
    {
        while (Store[history].Heads.TryGetValue(branch.Text, out var head))
        {
            var before = simulation.World[head];
            if (simulation.Shared.Change(
                before.Value, simulation.World.FactsOf(head), WriterOf(branch), Lots.Next(), simulation.NextTime()) is not var (value, facts))
            {
                return;
            }

            var patch = Diff.Between(before.Value, value, new DiffOptions { KeyOrder = true, Spelling = true });
            var reached = Right(patch.Apply(before.Value));
            var version = NewVersion.From(
                [head],
                Stamp("operation").NotBefore(before.Header.Stamp),
                new VersionPayload(patch.ToJsonPatch().ToUtf8(), null),
                () => Json.ToUtf8(reached));
            simulation.World.Tell(version.Id, facts);
            var answer = await Store.AppendAsync(history, AppendBatch.Of(version, BranchMove.Advance(branch, head, version.Id)));
            Note($"operates on {branch} of {history}: {answer.Match(done => Words(done.Versions[0]), error => error.GetType().Name)}");
            if (answer.IsRight) return;
            MustBe<TimelineError.HeadMoved>(Left(answer));
        }
    }

    private async Task MergeAsync(HistoryName history, BranchName branch, BranchName other, MergePolicy policy)
    {
        var program = Lots.Next(2);
        var open = await OpenAsync(history, program, isFresh: Lots.Next(3) > 0);
        var switching = await open.SwitchAsync(branch);
        if (switching.IsLeft)
        {
            MustBe<TimelineError.BranchUnknown>(Left(switching));
            return;
        }

        var merging = await Right(switching).MergeAsync(other, Stamp(""), policy);
        if (merging.IsLeft)
        {
            MustBe<TimelineError.BranchUnknown>(Left(merging));
            return;
        }

        var merged = Right(merging);
        _open[(history, program)] = merged.History;
        Note($"merges {other} into {branch} of {history}: {merged.Outcome} {Words(merged.Head.Ref)}");
        if (merged.Outcome == MergeOutcome.Merged) CheckMerge(merged.Head.Id, policy);
        Assert.True(policy == MergePolicy.Fail || merged.Outcome != MergeOutcome.Conflicted, "A policy left a conflict open.");
    }

    /// <summary>The merge of stored versions is that of the same values in memory, and the same whoever merges.</summary>
    private void CheckMerge(VersionId id, MergePolicy policy)
    {
        var made = simulation.World[id];
        var (ours, theirs) = (simulation.World[made.Header.Parents[0]].Line, simulation.World[made.Header.Parents[1]].Line);
        var here = Right(History.Merge(ours, theirs, policy, default)).Head!.Value;
        Assert.True(here.Equals(made.Value), $"{id} is {made.Value} but in memory {here}");
        var mirrored = policy == MergePolicy.Ours ? MergePolicy.Theirs : policy == MergePolicy.Theirs ? MergePolicy.Ours : policy;
        var there = Right(History.Merge(theirs, ours, mirrored, default)).Head!.Value;
        Assert.True(there.Equals(here), $"{id} is {here}, but {there} where the other side merges");
    }

    private async Task CreateAsync(HistoryName history, BranchName name, BranchName? at)
    {
        var open = await OpenAsync(history, Lots.Next(2), isFresh: true);
        var version = at is { } branch
            ? Store[history].Heads[branch.Text]
            : Any(Store[history].Versions);
        _writers[name] = NewWriter();
        var creating = await open.CreateBranchAsync(name, Right(Revision.Parse(version.ToString())));
        Note($"makes {name} of {history} at {version.ToShort()}: {creating.IsRight}");
        if (creating.IsLeft) MustBe<TimelineError.BranchExists>(Left(creating));
    }

    private async Task RenameAsync(HistoryName history, BranchName from, BranchName to)
    {
        var open = await OpenAsync(history, Lots.Next(2), isFresh: Lots.Next(2) == 0);
        (_writers[from], _writers[to]) = (NewWriter(), NewWriter());
        var renaming = await open.RenameBranchAsync(from, to);
        Note($"renames {from} of {history} to {to}: {renaming.IsRight}");
    }

    private async Task DeleteAsync(HistoryName history, BranchName branch)
    {
        var open = await OpenAsync(history, Lots.Next(2), isFresh: Lots.Next(2) == 0);
        var deleting = await open.DeleteBranchAsync(branch);
        Note($"deletes {branch} of {history}: {deleting.IsRight}");
    }

    private async Task RollBackAsync(HistoryName history, BranchName branch)
    {
        var open = await OpenAsync(history, 0, isFresh: true);
        var to = Any(Store[history].Versions);
        var rolling = await open.RollbackAsync(Right(Revision.Parse(to.ToString())), Stamp(""), branch);
        Note($"rolls {branch} of {history} back to {to.ToShort()}: {rolling.IsRight}");
        if (rolling.IsLeft) MustBe<TimelineError.VersionPruned>(Left(rolling));
        else Assert.Equal(simulation.World[to].Value, simulation.World[Right(rolling).Version.Id].Value);
    }

    /// <summary>Moves a branch from where it is not; the store's model says that it has to be refused.</summary>
    private async Task MoveStaleAsync(HistoryName history, BranchName branch)
    {
        var (head, expected) = (Store[history].Heads[branch.Text], Any(Store[history].Versions));
        var batch = expected == head
            ? AppendBatch.OfMoves(BranchMove.Create(branch, head))
            : AppendBatch.OfMoves(BranchMove.Advance(branch, expected, head));
        _ = await Store.AppendAsync(history, batch);
    }

    private MergePolicy Policy(bool isShared) =>
        isShared ? simulation.Joining : Any([Shown.Larger, Shown.Larger, MergePolicy.Ours, MergePolicy.Theirs, MergePolicy.Fail]);
}
