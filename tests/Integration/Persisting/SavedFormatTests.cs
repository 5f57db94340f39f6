using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Sqlite;
using Timeline.Tests.Persisting;
using static Timeline.Tests.Integration.Persisting.SavedSamples;

namespace Timeline.Tests.Integration.Persisting;

/// <summary>What is saved is pinned for ever: a file of each kind is kept as it was once written, and never written
/// again.</summary>
public sealed class SavedFormatTests : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Persisting", "Golden");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("variable.jsonl")]
    [InlineData("sealed.jsonl")]
    [InlineData("registry.jsonl")]
    public async Task A_saved_variable_is_read_as_it_was_written(string file) =>
        Assert.Equal(Expected("plan"), await PlanIn(await File.ReadAllBytesAsync(In(file))));

    [Fact]
    public async Task All_variables_of_a_saved_registry_are_read_as_they_were_written()
    {
        var file = await HistoryFile.LoadAsync(In("registry.jsonl"));
        Assert.Equal(["plan", "count", Name], file.Variables);
        Assert.Equal(Expected("count"), Graph.Of(await file.GetAsync<long>("count")));
        Assert.Equal(Expected("name"), Graph.Of(await file.GetAsync<string?>(Name)));
    }

    [Fact]
    public async Task What_is_saved_today_is_byte_for_byte_what_was_saved_then()
    {
        using (var registry = NewRegistry(out var clock)) WatchPlan(registry, clock, "plan").Save(Made);
        Assert.Equal(await File.ReadAllBytesAsync(In("variable.jsonl")), await File.ReadAllBytesAsync(Made));
        using (var registry = NewRegistry(out var clock))
        {
            All(registry, clock);
            registry.Save(Made);
        }

        Assert.Equal(await File.ReadAllBytesAsync(In("registry.jsonl")), await File.ReadAllBytesAsync(Made));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("sealed")]
    public async Task A_variable_kept_in_a_store_is_read_as_it_was_written_and_goes_on(string name)
    {
        File.Copy(In("journal.db"), _scratch.Store);
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Equal(Expected("plan"), await PlanIn(store, name));
        await using (var registry = new Watching.Registry())
        {
            var options = new JournalOptions { Store = store, Sealing = SealingOf(name) };
            var plan = registry.Watch(name, new Plan("passed over", 0, []), new() { Journal = options });
            Assert.Equal(7, plan.Set(plan.Value with { Stars = 7 }).Value.Stars);
        }

        Assert.Empty((await store.VerifyAsync()).Findings);
        Assert.Contains("|7|", await PlanIn(store, name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variable.jsonl")]
    [InlineData("sealed.jsonl")]
    [InlineData("registry.jsonl")]
    public async Task One_altered_byte_of_a_file_is_refused(string file)
    {
        var bytes = await File.ReadAllBytesAsync(In(file));
        for (var at = 0; at < bytes.Length; at += 3)
        {
            // The word itself says no more than that a digest follows: files that were exported have none.
            if (bytes.AsSpan(Math.Max(at - 7, 0)).IndexOf("\"digest\""u8) is >= 0 and < 8) continue;
            bytes[at] ^= 1;
            Assert.True(await Outcome(() => PlanIn(bytes)) is null, $"byte {at} of {file} is altered and not noticed");
            bytes[at] ^= 1;
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("sealed")]
    public async Task One_altered_byte_of_a_store_is_refused_or_was_not_asked_for(string name)
    {
        var bytes = await File.ReadAllBytesAsync(In("journal.db"));
        var refused = 0;
        for (var at = 0; at < bytes.Length; at += 59)
        {
            bytes[at] ^= 1;
            await File.WriteAllBytesAsync(_scratch.Store, bytes);
            bytes[at] ^= 1;
            var outcome = await Outcome(async () =>
            {
                await using var store = SqliteHistoryStore.Open(_scratch.Store);
                return await PlanIn(store, name);
            });
            if (outcome is null) refused++;
            else Assert.True(outcome == Expected("plan"), $"byte {at}: {outcome}");
        }

        Assert.InRange(refused, 20, bytes.Length);
    }

    private string Made => Path.Combine(_scratch.Folder, "made.jsonl");

    private static string In(string file) => Path.Combine(Golden, file);

    private static string Expected(string variable) => File.ReadAllText(In(variable + ".txt"));

    private static Sealing? SealingOf(string name) => name == "sealed" ? SavedSamples.Sealing : null;

    private static async Task<string> PlanIn(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var file = await HistoryFile.LoadAsync(stream, "golden");
        var sealing = bytes.AsSpan().IndexOf("\"sealed\""u8) < 0 ? null : SavedSamples.Sealing;
        return Graph.Of(await file.GetAsync<Plan>("plan", sealing), Show);
    }

    private static async Task<string> PlanIn(IHistoryStore store, string name)
    {
        var start = Branches<Plan>.Start(BranchName.Main, History.Start(new Plan("", 0, []), default));
        var options = new JournalOptions { Store = store, Sealing = SealingOf(name) };
        await using var journal = await Journal<Plan>.OpenAsync(name, options, start, TimeProvider.System);
        return Graph.Of(journal.Visible, Show);
    }

    /// <summary>What was read; null where it was refused.</summary>
    private static async Task<string?> Outcome(Func<Task<string>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception refusal) when (refusal is TimelineException or HistoryStoreException)
        {
            return null;
        }
    }
}
