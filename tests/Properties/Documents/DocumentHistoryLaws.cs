using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Properties.Documents;

public sealed class DocumentHistoryLaws
{
    private static readonly HistoryName Name = HistoryName.Of("app/settings.json");

    [Fact]
    public void Whatever_is_done_every_kept_version_keeps_its_bytes_and_the_store_verifies() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 25);
            foreach (var (number, file) in work.Files)
            {
                var restored = await work.History.RestoreAsync(Run.Number(number));
                if (work.Pruned.Contains(number)) Assert.IsType<TimelineError.VersionPruned>(restored.Error());
                else Assert.Equal(file, restored.Value().Document.Bytes.ToArray());
            }

            var report = await DocumentHistory.VerifyAsync(work.Store);
            Assert.Empty(report.Findings);
            Assert.Equal(work.Pruned.Count, report.Pruned);
        }),
        cases: 60);

    [Fact]
    public void A_log_follows_first_parents_and_its_time_never_runs_forwards() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 15);
            foreach (var branch in work.History.Branches)
            {
                var log = (await work.History.LogAsync(
                    new LogQuery(new Revision.Named(branch.Name.Text)))).Value();
                Assert.Equal(branch.Head, log[0].Version);
                foreach (var (newer, older) in log.Zip(log.Skip(1)))
                {
                    Assert.Equal(older.Version.Ref, newer.Version.Parents[0]);
                    Assert.True(newer.Version.Stamp.Ticks >= older.Version.Stamp.Ticks);
                }

                Assert.Empty(log[^1].Version.Parents);
            }
        }),
        cases: 40);

    [Fact]
    public void A_path_is_blamed_on_a_version_that_changed_it() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 12, prunes: false);
            foreach (var line in (await work.History.BlameAsync()).Value().Where(line => line.Path.Length == 1))
            {
                var log = (await work.History.LogAsync(new LogQuery(Path: line.Path))).Value();
                Assert.Equal(log[0].Version, line.Version);
                Assert.Equal(line.Value, log[0].Value);
            }
        }),
        cases: 40);

    [Fact]
    public void Pruning_makes_no_blame_later_but_where_it_says_at_or_before() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 15, prunes: false);
            var known = (await work.History.BlameAsync()).Value();
            var keep = new Retention.Latest(1 + new Texts(seed).Next(4));
            var planned = work.History.ToPrune(keep, Run.Stamp(20).Time).Select(version => version.Number);
            var pruned = (await work.History.PruneAsync(keep, Run.Stamp(20).Time)).Value();
            Assert.Equal(planned, pruned.Dropped);
            var left = (await pruned.History.BlameAsync()).Value();
            Assert.Equal(known.Select(line => (line.Path, line.Value)), left.Select(line => (line.Path, line.Value)));
            Assert.DoesNotContain(known, line => line.AtOrBefore);
            foreach (var (before, after) in known.Zip(left))
            {
                if (after.AtOrBefore) Assert.True(before.Version.Number <= after.Version.Number);
                else Assert.Equal(before.Version, after.Version);
            }
        }),
        cases: 60);

    [Fact]
    public void A_difference_leads_from_one_version_to_the_other() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 10, prunes: false);
            var texts = new Texts(seed);
            var (from, to) = (texts.Next((int)work.History.Count), texts.Next((int)work.History.Count));
            var before = (await work.History.RestoreAsync(Run.Number(from))).Value().Document.Value;
            var after = (await work.History.RestoreAsync(Run.Number(to))).Value().Document.Value;
            var patch = (await work.History.DiffAsync(Run.Number(from), Run.Number(to))).Value();
            Assert.Equal(after, patch.Apply(before).Value());
            Assert.Equal(after.ToString(), patch.Apply(before).Value().ToString());
        }),
        cases: 60);

    [Fact]
    public void An_export_that_is_imported_is_the_same_history() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 15);
            await using var other = new MemoryHistoryStore();
            var lines = new List<ReadOnlyMemory<byte>>();
            var written = await work.History.ExportAsync((line, _) =>
            {
                lines.Add(line);
                return ValueTask.CompletedTask;
            });
            var imported = (await DocumentHistory.ImportAsync(other, Run.Each(lines))).Value();
            Assert.Equal(work.History.Count, written.Value());
            Assert.Equal(work.History.Count, imported.Recorded);
            Assert.Equal(work.History.Branches, imported.History.Branches);
            Assert.Equal(work.History.CurrentBranch, imported.History.CurrentBranch);
            foreach (var (number, file) in work.Files)
            {
                var restored = await imported.History.RestoreAsync(Run.Number(number));
                if (work.Pruned.Contains(number)) Assert.IsType<TimelineError.VersionPruned>(restored.Error());
                else Assert.Equal(file, restored.Value().Document.Bytes.ToArray());
            }

            var report = await DocumentHistory.VerifyAsync(other);
            Assert.Empty(report.Findings);
            Assert.Equal(work.Pruned.Count, report.Pruned);
            var again = (await DocumentHistory.ImportAsync(other, Run.Each(lines))).Value();
            Assert.Equal((0, work.History.Count), (again.Recorded, again.Known));
        }),
        cases: 40);

    [Fact]
    public void An_altered_export_is_refused_naming_the_line_or_says_the_same() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 6, prunes: false);
            await using var other = new MemoryHistoryStore();
            var lines = new List<byte[]>();
            _ = await work.History.ExportAsync((line, _) =>
            {
                lines.Add(line.ToArray());
                return ValueTask.CompletedTask;
            });
            var texts = new Texts(seed);
            var altered = 1 + texts.Next(lines.Count - 1);
            lines[altered][texts.Next(lines[altered].Length - 1)] ^= (byte)(1 + texts.Next(127));
            var outcome = await DocumentHistory.ImportAsync(
                other, Run.Each(lines.Select(line => (ReadOnlyMemory<byte>)line)));
            if (outcome.IsRight) Assert.Equal(work.History.Branches, outcome.Value().History.Branches);
            else Assert.Equal(altered + 1, Assert.IsType<TimelineError.ExportLineInvalid>(outcome.Error()).Line);
        }),
        cases: 100);

    [Fact]
    public void Merging_what_was_merged_changes_nothing() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            await using var work = await DocumentWork.Done(seed, steps: 20, prunes: false);
            foreach (var branch in work.History.Branches)
            {
                var merged = (await work.History.MergeAsync(branch.Name, Run.Stamp(50), MergePolicy.Theirs)).Value();
                var again = (await merged.History.MergeAsync(branch.Name, Run.Stamp(51), MergePolicy.Theirs)).Value();
                Assert.Equal(MergeOutcome.UpToDate, again.Outcome);
                Assert.Equal(merged.Head, again.Head);
                Assert.Equal(merged.History.Count, again.History.Count);
            }
        }),
        cases: 60);

    [Fact]
    public void Recording_all_again_records_only_what_is_new() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            var texts = new Texts(seed);
            var tree = texts.Document();
            var revisions = new List<FileRevision>();
            for (var i = 0; i < 12; i++)
            {
                revisions.Add(new FileRevision($"r{i}", texts.Bytes(tree), Run.Stamp(i)));
                if (texts.Next(3) > 0) tree = texts.Edited(tree);
            }

            await using var store = new MemoryHistoryStore();
            var history = await DocumentHistory.OpenAsync(store, Name);
            var first = texts.Next(12);
            var some = (await history.RecordAllAsync(Run.Each(revisions.Take(first)))).Value();
            var all = (await some.History.RecordAllAsync(Run.Each(revisions))).Value();
            Assert.Equal(some.Tally.Recorded, all.Tally.Known);
            Assert.Equal(12, all.Tally.Total);
            Assert.Equal(some.Tally.Recorded + all.Tally.Recorded, all.History.Count);
            var head = (await all.History.RestoreAsync(Revision.CurrentHead)).Value();
            Assert.Equal(revisions[^1].Bytes.ToArray(), head.Document.Bytes.ToArray());
        }),
        cases: 60);
}
