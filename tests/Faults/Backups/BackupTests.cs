using System.Globalization;
using System.Text;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Backups;

/// <summary>A store that is copied while four processes write it: each copy is the store as it was at one moment.</summary>
public sealed class BackupTests
{
    private const int Writers = 4;

    private static readonly HistoryName Notes = HistoryName.Of("notes.json");

    [Fact]
    public async Task A_copy_of_a_store_in_use_is_the_store_at_one_moment()
    {
        using var folder = new Folder();
        await using var store = SqliteHistoryStore.Open(
            folder.Store, new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMinutes(1) });
        var ballast = await LoadAsync(store);
        var copies = Extent.Of(@short: 3, @long: 100);
        List<Child> children = [.. Enumerable.Range(0, Writers).Select(at => Child.Start(["notes", folder.Store, $"w{at}"]))];
        try
        {
            foreach (var child in children) await child.UntilAsync(it => it.Acknowledged > 0);
            var begun = new List<long>();
            for (var copy = 0; copy < copies; copy++)
            {
                begun.Add(ballast + children.Sum(child => child.Acknowledged));
                var report = await store.BackupAsync(folder.File($"copy{copy}.db"));
                Assert.True(report.Verified!.IsClean);
            }

            foreach (var child in children) await child.KillAsync();
            var (all, heads) = await ReadAsync(store);
            var counts = new List<int>();
            for (var copy = 0; copy < copies; copy++)
                counts.Add(await CheckAsync(folder.File($"copy{copy}.db"), begun[copy], all));
            Assert.True(counts[^1] > counts[0] && counts[0] > ballast, "nobody wrote while it was copied");
            Assert.Equal(Writers, heads.Count);
            Figures.Report("backup of a store in use", string.Create(CultureInfo.InvariantCulture,
                $"{copies} copies beside {Writers} processes and their {all.Count - ballast} commits, each the store at one moment"));
        }
        finally
        {
            foreach (var child in children) await child.DisposeAsync();
        }
    }

    /// <summary>
    /// Numbers count commits over all branches: a moment is the first so many of them, with each branch at its last.
    /// </summary>
    private static async Task<int> CheckAsync(string path, long atLeast, IReadOnlyList<StoredVersion> all)
    {
        await using var copy = SqliteHistoryStore.Open(path, new SqliteStoreOptions { ReadOnly = true });
        var (versions, heads) = await ReadAsync(copy);
        Assert.InRange(versions.Count, atLeast, all.Count);
        Assert.Equal(all.Take(versions.Count), versions);
        var newest = versions.Where(version => version.Stamp.Actor.Length > 0)
            .GroupBy(version => version.Stamp.Actor)
            .ToDictionary(writer => writer.Key, writer => writer.Last().Ref);
        Assert.Equal(newest.OrderBy(entry => entry.Key), heads.OrderBy(entry => entry.Key));
        return versions.Count;
    }

    private static async Task<(IReadOnlyList<StoredVersion> Versions, Dictionary<string, VersionRef> Heads)> ReadAsync(
        SqliteHistoryStore store)
    {
        var history = (await store.FindAsync(Notes)).Match(found => found, () => throw new InvalidOperationException());
        return (
            await store.ReadRangeAsync(Notes, 0, int.MaxValue, VersionDetail.Full),
            history.Branches.ToDictionary(branch => branch.Name.Text, branch => branch.Head));
    }

    /// <summary>Makes the store so large that copying it takes several steps.</summary>
    private static async Task<long> LoadAsync(SqliteHistoryStore store)
    {
        var random = new Random(Extent.Seed);
        var versions = Enumerable.Range(0, 400).Select(number =>
        {
            var noise = new byte[6000];
            random.NextBytes(noise);
            var patch = $"[{{\"op\":\"add\",\"path\":\"\",\"value\":\"{Convert.ToHexString(noise)}\"}}]";
            return NewVersion.From([], Stamp.FromTicks(number), new VersionPayload(Encoding.UTF8.GetBytes(patch), null));
        });
        return Right(await store.AppendAsync(Notes, new AppendBatch([.. versions], []))).Count;
    }
}
