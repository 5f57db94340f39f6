using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Properties.Documents;

/// <summary>A run of random work on one document, and what it must have left behind.</summary>
internal sealed class DocumentWork : IAsyncDisposable
{
    private static readonly BranchName[] Names = [BranchName.Main, BranchName.Of("trial"), BranchName.Of("release/1.0")];

    private readonly Texts _texts;
    private readonly bool _prunes;
    private object _tree;

    private DocumentWork(int seed, bool prunes)
    {
        _texts = new Texts(seed);
        _tree = _texts.Document();
        _prunes = prunes;
    }

    public MemoryHistoryStore Store { get; } = new();

    public DocumentHistory History { get; private set; } = null!;

    /// <summary>The bytes of each version of a recorded file, by number.</summary>
    public Dictionary<long, byte[]> Files { get; } = [];

    public System.Collections.Generic.HashSet<long> Pruned { get; } = [];

    public static async Task<DocumentWork> Done(int seed, int steps, bool prunes = true)
    {
        var work = new DocumentWork(seed, prunes);
        work.History = await DocumentHistory.OpenAsync(work.Store, HistoryName.Of("app/settings.json"));
        for (var step = 0; step < steps; step++) await work.Step(step);
        return work;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private async Task Step(int step)
    {
        // Now and then the clock goes back, and another view of the document, which knows less, does the work.
        var stamp = Run.Stamp(_texts.Next(10) == 0 ? step / 2 : step);
        switch (_texts.Next(History.IsEmpty ? 1 : 10))
        {
            case 0 or 1 or 2 or 3:
                await Record(stamp);
                break;
            case 4:
                await RecordValue(stamp);
                break;
            case 5:
                await RollBack(stamp);
                break;
            case 6:
                var created = await History.CreateBranchAsync(Names[_texts.Next(3)], AnyVersion());
                if (created.IsRight) History = created.Value();
                break;
            case 7 when _texts.Next(3) == 0:
                await EndBranch();
                break;
            case 7:
                var switched = await History.SwitchAsync(Names[_texts.Next(3)]);
                if (switched.IsRight) History = switched.Value();
                break;
            case 8 when _texts.Next(2) == 0:
                await Merge(stamp);
                break;
            case 8 when _prunes:
                var pruned = (await History.PruneAsync(new Retention.Latest(2 + _texts.Next(6)), stamp.Time)).Value();
                Pruned.UnionWith(pruned.Dropped);
                History = pruned.History;
                break;
            default:
                History = await DocumentHistory.OpenAsync(Store, History.Name);
                break;
        }
    }

    private async Task Record(Stamp stamp)
    {
        if (_texts.Next(4) > 0) _tree = _texts.Edited(_tree);
        var file = _texts.Bytes(_tree);
        var recorded = (await History.RecordAsync(file, stamp)).Value();
        Took(recorded, file);
    }

    private async Task RecordValue(Stamp stamp)
    {
        var value = Document.Parse(_texts.Bytes(_texts.Edited(_tree))).Value().Value;
        var recorded = (await History.RecordAsync(value, stamp)).Value();
        var restored = (await recorded.History.RestoreAsync(Revision.CurrentHead)).Value().Document;
        Assert.Equal(value, restored.Value);
        Took(recorded, restored.Bytes.ToArray());
    }

    private async Task RollBack(Stamp stamp)
    {
        var to = AnyVersion();
        var rolled = await History.RollbackAsync(to, stamp);
        if (rolled.IsLeft)
        {
            Assert.IsType<TimelineError.VersionPruned>(rolled.Error());
            return;
        }

        Took(rolled.Value(), Files[((Revision.Numbered)to).Number]);
    }

    private async Task Merge(Stamp stamp)
    {
        var policy = new[] { MergePolicy.Fail, MergePolicy.Ours, MergePolicy.Theirs }[_texts.Next(3)];
        var before = History.Count;
        var merging = await History.MergeAsync(Names[_texts.Next(3)], stamp, policy);
        if (merging.IsLeft)
        {
            Assert.IsType<TimelineError.BranchUnknown>(merging.Error());
            return;
        }

        var merged = merging.Value();
        History = merged.History;
        Assert.Equal(merged.Head, History.Head.Value());
        Assert.Equal(before + (merged.Outcome == MergeOutcome.Merged ? 1 : 0), History.Count);
        if (merged.Outcome != MergeOutcome.Merged) return;

        var restored = (await History.RestoreAsync(Revision.CurrentHead)).Value().Document;
        Files.Add(merged.Head.Number, restored.Bytes.ToArray());
        Assert.Equal(2, merged.Head.Parents.Length);
    }

    // By taking its name away or by giving it another.
    private async Task EndBranch()
    {
        var (from, to) = (Names[_texts.Next(3)], Names[_texts.Next(3)]);
        var renames = _texts.Next(2) == 0;
        var head = History.HeadOf(from);
        var (wasCurrent, isTaken) = (from == History.CurrentBranch, from != to && History.HeadOf(to).IsSome);
        var ending = renames
            ? await History.RenameBranchAsync(from, to)
            : await History.DeleteBranchAsync(from);
        if (ending.IsLeft)
        {
            Assert.True(head.IsNone || (renames ? isTaken : wasCurrent), ending.Error().Message);
            return;
        }

        var after = ending.Value();
        Assert.Equal(History.Newest(), after.Newest());
        Assert.Equal(renames ? head : [], after.HeadOf(renames ? to : from));
        Assert.Equal(renames && wasCurrent ? to : History.CurrentBranch, after.CurrentBranch);
        History = after;
    }

    private void Took(Recorded recorded, byte[] file)
    {
        Assert.Equal(recorded.IsNew, recorded.History.Count == History.Count + 1);
        if (recorded.IsNew) Files.Add(recorded.Version.Number, file);
        else Assert.Equal(Files[recorded.Version.Number], file);
        History = recorded.History;
    }

    private Revision AnyVersion() => Run.Number(_texts.Next((int)History.Count));
}
