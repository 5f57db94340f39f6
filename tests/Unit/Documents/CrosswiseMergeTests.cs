using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Unit.Documents;

/// <summary>Branches that merge each other again and again, as replicas do that exchange versions.</summary>
public sealed class CrosswiseMergeTests
{
    private static readonly BranchName[] Names = [BranchName.Of("a"), BranchName.Of("b"), BranchName.Of("c")];

    [Fact(Timeout = 60_000)]
    public async Task Crossings_upon_crossings_of_three_branches_are_merged_in_no_time()
    {
        var run = await Run.StartAsync("""{"n":0}""");
        for (var round = 0; round < 40; round++)
        {
            foreach (var name in Names) await run.RecordAsync(name, $$"""{"n":0,"{{name}}":{{round}}}""", keeps: true);
            await run.CrossAsync(MergePolicy.Fail);
        }

        Assert.Equal(await run.ValueAsync(Names[0]), await run.ValueAsync(Names[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_crosswise_merge_is_that_of_the_same_values_in_memory(int seed)
    {
        var random = new Random(seed);
        var run = await Run.StartAsync("""{"x":0,"y":0,"list":[1,2,3]}""");
        for (var round = 0; round < 6; round++)
        {
            foreach (var name in Names.Where(_ => random.Next(3) > 0))
                await run.RecordAsync(name, $$"""{"x":{{random.Next(3)}},"y":{{random.Next(3)}},"list":[{{random.Next(3)}},2,{{random.Next(3)}}]}""");
            await run.CrossAsync(MergePolicy.Of(conflict =>
                string.CompareOrdinal(conflict.Ours?.ToString(), conflict.Theirs?.ToString()) > 0
                    ? MergeDecision.KeepOurs
                    : MergeDecision.KeepTheirs));
        }
    }

    [Fact]
    public async Task What_a_policy_takes_as_a_whole_is_whole_in_the_bases_of_a_crosswise_merge()
    {
        var run = await Run.StartAsync("""{"p":{"x":0,"y":0}}""");
        await run.RecordAsync(Names[0], """{"p":{"x":1,"y":0}}""");
        await run.RecordAsync(Names[1], """{"p":{"x":0,"y":1}}""");
        var larger = MergePolicy.Of(conflict =>
            string.CompareOrdinal(conflict.Ours?.ToString(), conflict.Theirs?.ToString()) > 0
                ? MergeDecision.KeepOurs
                : MergeDecision.KeepTheirs);
        await run.CrossAsync(MergePolicy.Whole(larger));
        await run.RecordAsync(Names[0], """{"p":{"x":1,"y":1}}""");
        await run.CrossAsync(MergePolicy.Whole(larger));
    }

    /// <summary>A history of three branches, and the same values in memory beside it.</summary>
    private sealed class Run(DocumentHistory history)
    {
        private readonly Dictionary<VersionId, History<Value>> _lines = [];
        private DocumentHistory _history = history;
        private long _ticks = 1;

        public static async Task<Run> StartAsync(string first)
        {
#pragma warning disable CA2000 // A store in memory holds nothing to let go of.
            var history = await DocumentHistory.OpenAsync(new MemoryHistoryStore(), HistoryName.Of("doc.json"));
#pragma warning restore CA2000
            var run = new Run(history);
            var value = Right(Json.Parse(first));
            run._history = Right(await history.RecordAsync(value, run.Next())).History;
            run._lines[Right(run._history.Find("main")).Id] = History.Start(value, default);
            foreach (var name in Names) run._history = Right(await run._history.CreateBranchAsync(name));
            return run;
        }

        public async Task RecordAsync(BranchName name, string text, bool keeps = false)
        {
            var value = Right(Json.Parse(text));
            var before = _history.HeadOf(name).Map(head => head.Id).IfNone(default(VersionId));
            if (keeps)
            {
                value = ((Value.Map)value).Entries.Aggregate(
                    (Value.Map)_lines[before].Head!.Value, (map, entry) => map.Set(entry.Key, entry.Value));
            }

            var recorded = Right(await _history.RecordAsync(value, Next(), name));
            _history = recorded.History;
            if (recorded.IsNew) _lines[recorded.Version.Id] = _lines[before].Append(value, recorded.Version.Stamp);
        }

        /// <summary>Each branch merges what the others were before.</summary>
        public async Task CrossAsync(MergePolicy policy)
        {
            foreach (var name in Names)
                _history = Right(await _history.CreateBranchAsync(Old(name), Right(Revision.Parse(name.Text))));
            foreach (var ours in Names)
            {
                _history = Right(await _history.SwitchAsync(ours));
                foreach (var theirs in Names.Where(name => name != ours)) await MergeAsync(Old(theirs), policy);
            }

            foreach (var name in Names) _history = Right(await _history.DeleteBranchAsync(Old(name)));
        }

        public async Task<Value> ValueAsync(BranchName name) =>
            Right(await _history.RestoreAsync(Right(Revision.Parse(name.Text)))).Document.Value;

        private static BranchName Old(BranchName name) => BranchName.Of($"old/{name}");

        private async Task MergeAsync(BranchName theirs, MergePolicy policy)
        {
            var (our, their) = (_history.Head, _history.HeadOf(theirs));
            var expected = Right(History.Merge(Line(our), Line(their), policy, default));
            Assert.Equal(expected.Head!.Value, Right(History.Merge(Line(their), Line(our), policy, default)).Head!.Value);
            var merged = Right(await _history.MergeAsync(theirs, Next(), policy));
            _history = merged.History;
            var value = await ValueAsync(_history.CurrentBranch);
            Assert.Equal(expected.Head!.Value, value);
            if (merged.Outcome == MergeOutcome.Merged)
                _lines[merged.Head.Id] = Line(our).Merge(Line(their), value, merged.Head.Stamp);

            History<Value> Line(LanguageExt.Option<StoredVersion> version) =>
                _lines[version.Map(it => it.Id).IfNone(default(VersionId))];
        }

        private Stamp Next() => Stamp.FromTicks(_ticks++ / 8);
    }
}
