using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>How SQLite goes about a statement: what is asked at every append must not walk a whole history.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_version_is_looked_for_by_the_index_of_ids() =>
        Assert.Contains("USING INDEX version_id", await PlanOf(versions => versions.ByPrefix), StringComparison.Ordinal);

    [Fact]
    public async Task Past_the_index_all_versions_of_a_history_are_asked() =>
        Assert.Contains("USING INTEGER PRIMARY KEY", await PlanOf(versions => versions.ByScan), StringComparison.Ordinal);

    private async Task<string> PlanOf(Func<VersionTable, Statement> choose)
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        using var database = Database.Open(_scratch.Store, readOnly: true);
        using var versions = new VersionTable(database);
        using var plan = new Statement(database, $"EXPLAIN QUERY PLAN {choose(versions).Sql}");
        List<string> steps = [];
        _ = plan.Begin();
        while (plan.Step()) steps.Add(plan.Text(3));
        return string.Join('\n', steps);
    }
}
