using System.Text;
using LanguageExt;
using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Unit.Documents;

public sealed class DocumentHistoryTests
{
    private static readonly HistoryName Name = HistoryName.Of("app.json");
    private static readonly BranchName Trial = BranchName.Of("trial");

    [Fact]
    public async Task Two_that_record_at_once_are_both_kept_the_second_on_top_of_the_first()
    {
        await using var store = new MemoryHistoryStore();
        var one = await Recorded(store, """{"a":1}""");
        var other = await DocumentHistory.OpenAsync(store, Name);
        var first = Right(await one.RecordAsync(Bytes("""{"a":2}"""), At(1)));
        var second = Right(await other.RecordAsync(Bytes("""{"a":1,"b":3}"""), At(2)));
        Assert.Equal(first.Version.Ref, second.Version.Parents[0]);
        Assert.Equal(3, second.History.Count);
        Assert.Equal("""{"a":1,"b":3}""", await Text(second.History, "head"));
        Assert.Equal("""{"a":2}""", await Text(second.History, "head~1"));
    }

    [Fact]
    public async Task A_pruned_version_does_not_stand_for_its_day_when_the_rest_is_thinned()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "[0]", "[1]", "[2]", "[3]");
        var later = At(0).Time.AddDays(30);
        _ = Right(await history.PruneAsync(new Retention.Where(mark => mark.Index != 2), later));
        var rest = await DocumentHistory.OpenAsync(store, Name);
        var next = Right(await rest.RecordAsync(Bytes("[4]"), new Stamp(later))).History;
        _ = Right(await next.PruneAsync(new Retention.Where(mark => mark.Index != 3), later));
        var thinned = Right(await (await DocumentHistory.OpenAsync(store, Name))
            .PruneAsync(Retention.Thinning.Default, later));
        Assert.Equal([0L], thinned.Dropped);
        Assert.Equal("[1]", await Text(thinned.History, "1"));
    }

    [Fact]
    public async Task Two_that_record_the_same_at_once_make_one_version()
    {
        await using var store = new MemoryHistoryStore();
        var one = await Recorded(store, """{"a":1}""");
        var other = await DocumentHistory.OpenAsync(store, Name);
        _ = Right(await one.RecordAsync(Bytes("""{"a":2}"""), At(1)));
        Assert.False(Right(await other.RecordAsync(Bytes("""{"a":2}"""), At(2))).IsNew);
    }

    [Fact]
    public async Task Other_bytes_of_an_equal_value_make_a_version_without_changes()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":1}""", """{ "a" : 1 }""");
        Assert.Equal(0, history.Head.Match(head => head.Changes, -1));
        Assert.Equal("""{ "a" : 1 }""", await Text(history, "1"));
        Assert.True(Right(await history.DiffAsync(Parsed("0"), Parsed("1"))).IsEmpty);
    }

    [Theory]
    [InlineData("""{"a":1,"b":[2]}""")]
    [InlineData("""{"a":1.0,"c":0,"b":[1]}""")]
    [InlineData("""{"b":[1],"a":1}""")]
    public async Task A_recorded_value_is_itself_the_loaded_one_so_that_the_next_shares_with_it(string text)
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":1,"b":[1]}""");
        var value = Right(Json.Parse(text));
        var after = Right(await history.RecordAsync(value, At(1))).History;
        Assert.Same(value, after.LoadedValue.IfNone(Value.OfNull()));
        Assert.Equal(text, await Text(after, "head"));
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_take_time_with_it()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "[1]");
        var later = Right(await history.RecordAsync(Bytes("[2]"), At(-5)));
        Assert.Equal(At(0).Ticks, later.Version.Stamp.Ticks);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("head", 2)]
    [InlineData("head~2", 0)]
    [InlineData("2~1", 1)]
    [InlineData("main", 2)]
    [InlineData("trial", 1)]
    [InlineData("trial~1", 0)]
    [InlineData("2026-01-01T01:30Z", 1)]
    [InlineData("2026-01-01", 2)]
    public async Task A_revision_names_one_version(string revision, long number)
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "[0]", "[1]", "[2]");
        history = Right(await history.CreateBranchAsync(Trial, Parsed("1")));
        Assert.Equal(number, Right(history.Find(revision)).Number);
        Assert.Equal(number, Right(history.Find(Right(history.Find(revision)).Id.ToShort(12))).Number);
    }

    [Theory]
    [InlineData("7", "there is no version '7'; versions are numbered 0 to 2")]
    [InlineData("trail", "there is no version 'trail'; versions are numbered 0 to 2; did you mean trial?")]
    [InlineData("head~3", "'head~3' goes 3 versions back, but only 2 stand before it")]
    [InlineData("2025-12-31", "nothing had been recorded by 2025-12-31; the first version is of 2026-01-01T00:00:00Z")]
    public async Task What_names_no_version_is_answered_with_what_there_is(string revision, string message)
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "[0]", "[1]", "[2]");
        history = Right(await history.CreateBranchAsync(Trial, Parsed("1")));
        Assert.Equal(message, Left(history.Find(revision)).Message);
    }

    [Fact]
    public async Task A_rollback_brings_back_the_very_bytes_and_removes_nothing()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "{\"a\" :1.0}\n", """{"a":1,"b":2}""");
        var rolled = Right(await history.RollbackAsync(Parsed("0"), At(3)));
        Assert.Equal("{\"a\" :1.0}\n", await Text(rolled.History, "head"));
        Assert.Equal("rollback to 0", rolled.Version.Stamp.Label);
        Assert.Equal(3, rolled.History.Count);
    }

    [Fact]
    public async Task A_branch_without_versions_of_its_own_is_moved_forward_by_a_merge()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":1}""");
        history = Right(await history.CreateBranchAsync(Trial));
        history = Right(await history.RecordAsync(Bytes("""{"a": 2}"""), At(1), Trial)).History;
        var merged = Right(await history.MergeAsync(Trial, At(2)));
        Assert.Equal(MergeOutcome.FastForwarded, merged.Outcome);
        Assert.Equal("""{"a": 2}""", await Text(merged.History, "main"));
        Assert.Equal(2, merged.History.Count);
    }

    [Fact]
    public async Task A_conflict_leaves_everything_as_it_was_until_a_policy_decides()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":1,"b":1}""");
        history = Right(await history.CreateBranchAsync(Trial));
        history = Right(await history.RecordAsync(Bytes("""{"a":2,"b":1}"""), At(1), Trial)).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":3,"b":4}"""), At(2))).History;
        var open = Right(await history.MergeAsync(Trial, At(3)));
        Assert.Equal(MergeOutcome.Conflicted, open.Outcome);
        Assert.Equal("/a", Assert.Single(open.Conflicts).Path.ToString());
        Assert.Equal(3, open.History.Count);
        var decided = Right(await open.History.MergeAsync(Trial, At(3), MergePolicy.Theirs));
        Assert.Equal("""{"a":2,"b":4}""", await Text(decided.History, "head"));
        Assert.Equal(2, decided.Head.Parents.Length);
    }

    [Fact]
    public async Task A_policy_that_throws_is_an_error_and_leaves_everything_as_it_was()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":1}""");
        history = Right(await history.CreateBranchAsync(Trial));
        history = Right(await history.RecordAsync(Bytes("""{"a":2}"""), At(1), Trial)).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":3}"""), At(2))).History;
        var policy = MergePolicy.Of(_ => throw new InvalidOperationException("no idea"));
        var merging = await history.MergeAsync(Trial, At(3), policy);
        var error = merging.Match(Right: _ => null, Left: error => error as TimelineError.MergePolicyFailed);
        Assert.Equal("/a", error?.Path);
        Assert.Equal("""{"a":3}""", await Text(history, "head"));
    }

    [Fact]
    public async Task A_crosswise_merge_shows_the_contradiction_both_sides_had_decided_otherwise()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":0}""");
        history = Right(await history.CreateBranchAsync(Trial));
        history = Right(await history.RecordAsync(Bytes("""{"a":1}"""), At(1))).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":2}"""), At(2), Trial)).History;
        var before = Right(history.Find("main"));
        history = Right(await history.MergeAsync(Trial, At(3), MergePolicy.Ours)).History;
        var cross = BranchName.Of("cross");
        history = Right(await history.CreateBranchAsync(cross, Parsed(before.Id.ToString())));
        history = Right(await history.SwitchAsync(Trial));
        history = Right(await history.MergeAsync(cross, At(4), MergePolicy.Ours)).History;
        Assert.Equal("""{"a":2}""", await Text(history, "trial"));
        var merged = Right(await history.MergeAsync(BranchName.Main, At(5)));
        Assert.Equal(MergeOutcome.Conflicted, merged.Outcome);
    }

    [Fact]
    public async Task The_last_writer_of_each_place_is_found_through_merges()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, """{"a":0,"b":0,"c":0}""");
        history = Right(await history.CreateBranchAsync(Trial));
        history = Right(await history.RecordAsync(Bytes("""{"a":0,"b":0,"c":2}"""), At(1), Trial)).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":0,"b":0,"d":0}"""), At(2))).History;
        history = Right(await history.MergeAsync(Trial, At(3), MergePolicy.Theirs)).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":4,"b":0,"c":2}"""), At(4))).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":5,"b":5,"c":5}"""), At(5), Trial)).History;
        history = Right(await history.RecordAsync(Bytes("""{"a":4,"b":6,"c":2}"""), At(6))).History;
        var policy = Right(await history.LastWriterAsync(Trial));
        var merged = Right(await history.MergeAsync(Trial, At(7), policy)).History;
        Assert.Equal("""{"a":5,"b":6,"c":5}""", await Text(merged, "main"));
        Assert.IsType<TimelineError.BranchUnknown>(Left(await history.LastWriterAsync(BranchName.Of("none"))));
    }

    [Fact]
    public async Task A_log_along_a_path_lists_only_versions_that_changed_it()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(
            store, """{"a":{"x":1},"b":1}""", """{"a":{"x":1},"b":2}""", """{"a":{"x":2},"b":2}""", """{"b":2}""");
        var log = Right(await history.LogAsync(new LogQuery(Path: Right(ValuePath.Parse("a.x")))));
        Assert.Equal([3, 2, 0], log.Select(entry => entry.Version.Number));
        Assert.Equal(["none", "2", "1"], log.Select(entry => entry.Value.Match(value => value.ToString(), "none")));
    }

    [Fact]
    public async Task Revisions_that_are_not_those_recorded_are_refused()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "[0]", "[1]");
        var error = Left(await history.RecordAllAsync(Each(Revision("r0", "[0]"), Revision("r1", "[7]"))));
        Assert.Equal(1, Assert.IsType<TimelineError.RevisionsDiverged>(error).Number);
    }

    [Fact]
    public async Task A_revision_that_is_not_json_ends_the_run_but_keeps_what_came_before()
    {
        await using var store = new MemoryHistoryStore();
        var history = await DocumentHistory.OpenAsync(store, Name);
        var revisions = new[] { Revision("r0", "[0]"), Revision("r1", "[7"), Revision("r2", "[2]") };
        var error = Left(await history.RecordAllAsync(Each(revisions)));
        Assert.Equal("r1", Assert.IsType<TimelineError.FileRevisionInvalid>(error).Revision);
        var skipping = new RecordAllOptions(SkipUnreadable: true);
        history = await history.RefreshAsync();
        Assert.Equal(1, history.Count);
        var all = Right(await history.RecordAllAsync(Each(revisions), skipping));
        Assert.Equal(new RecordingTally(1, 1, 0, 1), all.Tally);
        var again = Right(await all.History.RecordAllAsync(Each(revisions), skipping));
        Assert.Equal(new RecordingTally(0, 2, 0, 1), again.Tally);
    }

    [Fact]
    public async Task An_export_cut_short_is_refused_naming_its_last_line()
    {
        await using var store = new MemoryHistoryStore();
        var history = await Recorded(store, "[0]", "[1]", "[2]");
        var lines = new List<ReadOnlyMemory<byte>>();
        _ = Right(await history.ExportAsync((line, _) =>
        {
            lines.Add(line);
            return ValueTask.CompletedTask;
        }));
        await using var other = new MemoryHistoryStore();
        var error = Left(await DocumentHistory.ImportAsync(other, Each(lines.Take(3).ToArray())));
        Assert.Equal(3, Assert.IsType<TimelineError.ExportLineInvalid>(error).Line);
        Assert.Empty(await other.HistoriesAsync());
    }

    [Fact]
    public async Task Nothing_can_be_asked_of_a_document_that_was_never_recorded()
    {
        await using var store = new MemoryHistoryStore();
        var history = await DocumentHistory.OpenAsync(store, Name);
        Assert.True(history.IsEmpty);
        Assert.Equal("there is no version 'head'; nothing has been recorded yet", Left(await history.LogAsync()).Message);
        Assert.IsType<TimelineError.VersionUnknown>(Left(await history.BlameAsync()));
        Assert.IsType<TimelineError.BranchUnknown>(Left(await history.MergeAsync(Trial, At(0))));
    }

    private static async Task<DocumentHistory> Recorded(MemoryHistoryStore store, params string[] texts)
    {
        var history = await DocumentHistory.OpenAsync(store, Name);
        for (var hour = 0; hour < texts.Length; hour++)
            history = Right(await history.RecordAsync(Bytes(texts[hour]), At(hour))).History;
        return history;
    }

    private static async Task<string> Text(DocumentHistory history, string revision) =>
        Encoding.UTF8.GetString(Right(await history.RestoreAsync(Parsed(revision))).Document.Bytes.Span);

    private static FileRevision Revision(string name, string text) => new(name, Bytes(text), At(0));

    private static Revision Parsed(string revision) => Right(Timeline.Documents.Revision.Parse(revision));

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static Stamp At(int hour) => new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour));

    private static async IAsyncEnumerable<T> Each<T>(params T[] items)
    {
        foreach (var item in items) yield return item;
        await Task.CompletedTask;
    }
}
