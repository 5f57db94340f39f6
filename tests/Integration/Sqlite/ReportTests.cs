using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>What reports print: what they hold, in one line.</summary>
public sealed class ReportTests
{
    private static readonly VerifyFinding Fault = new("a.json", 7, "its row is not what was written");

    [Fact]
    public void A_verification_says_what_it_read_and_the_first_fault()
    {
        Assert.Equal("histories: 1, versions: 2000, pruned: 3, nothing wrong", new VerifyReport(1, 2000, 3, []).ToString());
        Assert.Equal(
            "histories: 1, versions: 20, pruned: 0, faults: 2, first version 7 of 'a.json': its row is not what was written",
            new VerifyReport(1, 20, 0, [Fault, Fault with { Number = 9 }]).ToString());
    }

    [Fact]
    public void A_backup_names_the_copy_and_says_whether_it_was_verified()
    {
        Assert.Equal(
            "/copies/a.db (bytes: 4096): histories: 1, versions: 2, pruned: 0, nothing wrong",
            new BackupReport("/copies/a.db", 4096, new VerifyReport(1, 2, 0, [])).ToString());
        Assert.Equal("/copies/a.db (bytes: 4096): not verified", new BackupReport("/copies/a.db", 4096, null).ToString());
    }

    [Fact]
    public void A_repair_names_the_store_and_says_what_came_of_it()
    {
        var whole = new RepairReport("/a.db", [], [], [], null, false);
        Assert.Equal("/a.db: nothing wrong, nothing changed", whole.ToString());
        var version = new RepairedVersion(HistoryName.Of("a.json"), new VersionRef(7, default), 0);
        var healed = whole with { Findings = [Fault], Taken = [version], Kept = "/a.db.damaged-1" };
        Assert.Equal(
            "/a.db: faults: 1, taken from replicas: 1; whole again, the damaged file is kept: /a.db.damaged-1",
            healed.ToString());
        var lost = healed with { Unhealed = [Fault], Taken = [], Kept = null };
        Assert.Equal(
            "/a.db: faults: 1, taken from replicas: 0, unhealed: 1, first version 7 of 'a.json': its row is not what was "
            + "written; nothing changed",
            lost.ToString());
    }
}
