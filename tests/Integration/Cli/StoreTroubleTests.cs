using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Cli;

/// <summary>A store that cannot be used: one line, exit code 3, and what was recorded is there when the trouble is
/// over.</summary>
public sealed class StoreTroubleTests
{
    private const string Good = "{\"kept\": true}\n";
    private const string New = "{\"kept\": \"new\"}\n";

    [Fact]
    public async Task A_file_that_is_no_store_is_left_as_it_is()
    {
        using var work = new Workspace();
        work.Write(
            ".timeline/timeline.db",
            "these are my notes, not a database, and longer than a header of SQLite is, which has one hundred bytes");
        work.Write(Workspace.Document, Good);
        var before = File.ReadAllBytes(work.Store);
        foreach (var command in (string[])["record", "log", "verify"])
            (await work.RunAsync(command, Workspace.Document)).Refused(3, "timeline.db");
        Assert.Equal(before, File.ReadAllBytes(work.Store));
    }

    [Fact]
    public async Task Another_program_s_database_is_left_as_it_is()
    {
        using var work = new Workspace();
        var store = work.In("other.db");
        Sql(store, "create table t (x); insert into t values (1);");
        work.Write(Workspace.Document, Good);
        var before = File.ReadAllBytes(store);
        (await work.RunAsync("record", Workspace.Document, "--store", store)).Refused(3, "other.db");
        Assert.Equal(before, File.ReadAllBytes(store));
    }

    [Fact]
    public async Task A_store_from_a_newer_version_is_not_touched()
    {
        using var work = new Workspace();
        await work.GivenAsync(Good);
        Sql(work.Store, "pragma user_version = 1000;");
        work.Write(Workspace.Document, New);
        (await work.RunAsync("record", Workspace.Document)).Refused(3, "newer");
        (await work.RunAsync("show", Workspace.Document)).Refused(3, "newer");
        Sql(work.Store, "pragma user_version = 1;");
        await work.IsKeptAsync(Good);
    }

    [Fact]
    public async Task A_store_that_lost_everything_does_not_pass_for_a_new_one()
    {
        using var work = new Workspace();
        await work.RecordAsync(Good);
        File.WriteAllBytes(work.Store, []);
        foreach (var command in (string[])["log", "show", "verify", "record"])
            (await work.RunAsync(command, Workspace.Document)).Refused(3, "is empty", "delete it");
        Assert.Equal(0, new FileInfo(work.Store).Length);
    }

    [Fact]
    public async Task A_store_that_is_cut_short_is_not_read_as_data()
    {
        using var work = new Workspace();
        await ManyAsync(work);
        var whole = File.ReadAllBytes(work.Store);
        File.WriteAllBytes(work.Store, whole[..(whole.Length / 2)]);
        var answer = await work.RunAsync("verify");
        Assert.InRange(answer.ExitCode, 1, 3);
        Assert.DoesNotContain("unexpected", answer.Error, StringComparison.Ordinal);
        File.WriteAllBytes(work.Store, whole);
        await work.IsKeptAsync("[19]\n");
    }

    [Fact]
    public async Task An_altered_store_is_found_by_verify_and_never_shown_as_if_it_were_whole()
    {
        using var work = new Workspace();
        await ManyAsync(work);
        var whole = File.ReadAllBytes(work.Store);
        var found = 0;
        for (var at = whole.Length / 2; at < whole.Length; at += whole.Length / 11)
        {
            var altered = (byte[])whole.Clone();
            altered[at] ^= 0x10;
            File.WriteAllBytes(work.Store, altered);
            var verified = await work.RunAsync("verify");
            Assert.DoesNotContain("unexpected", verified.Error, StringComparison.Ordinal);
            if (verified.ExitCode != 0) found++;
            var shown = await work.RunAsync("show", $"{Workspace.Document}@10");
            Assert.True(shown.ExitCode != 0 || shown.Text == "[10]\n", shown.Text);
        }

        Assert.True(found > 0, "No altered byte was noticed.");
        File.WriteAllBytes(work.Store, whole);
        await work.IsKeptAsync("[19]\n");
    }

    [Fact]
    public async Task A_locked_store_is_waited_for_and_then_reported()
    {
        using var work = new Workspace();
        await work.GivenAsync(Good);
        using (var holder = Database.Open(work.Store, readOnly: false))
        {
            holder.Execute("begin exclusive;");
            work.Write(Workspace.Document, New);
            (await work.RunAsync("record", Workspace.Document)).Refused(3, "timeline.db");
            holder.Execute("rollback;");
        }

        await work.IsKeptAsync(Good);
        (await work.RunAsync("record", Workspace.Document)).Done();
        await work.IsKeptAsync(New);
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_nothing_recorded_is_lost()
    {
        using var work = new Workspace();
        var script = """
            mount -t tmpfs -o size=600k tmpfs disk || exit 77
            cd disk
            printf '{"kept": true}\n' > d.json
            "$@" record d.json > /dev/null || exit 1
            seq 1 40000 | sed 's/.*/"x&y&z&"/' | paste -sd, - | sed 's/^/[/; s/$/]/' > ../big.json
            head -c 150000 ../big.json | sed 's/,[^,]*$/]/' > d.json
            dd if=/dev/zero of=fill bs=1k 2> /dev/null
            "$@" record d.json; echo "record $?"
            "$@" rollback d.json 0 --force; echo "rollback $?"
            rm fill
            "$@" verify > /dev/null; echo "verify $?"
            "$@" show d.json
            "$@" record d.json > /dev/null; echo "again $?"
            """;
        Directory.CreateDirectory(work.In("disk"));
        string[] command = ["sh", "-c", script, "sh", Command.Host, "exec", Command.Executable];
        var start = Command.Launched(work.Folder, ["unshare", "--mount", "--map-root-user", .. command]);
        Answer answer;
        try
        {
            answer = await Command.RunAsync(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no unshare here to mount a small disk with.");
            return;
        }

        if (answer.ExitCode == 77 || answer.Error.Contains("unshare", StringComparison.Ordinal))
            Assert.Skip($"A small disk cannot be mounted here: {answer.Error.Trim()}");
        Assert.Equal("record 3\nrollback 3\nverify 0\n{\"kept\": true}\nagain 0\n", answer.Text);
        Assert.All(
            answer.Error.TrimEnd('\n').Split('\n'),
            line => Assert.StartsWith("timeline: error: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("unexpected", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, answer.Error.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_written_is_trouble()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("There is no /dev/full here.");
        using var work = new Workspace();
        await work.GivenAsync(Good);
        foreach (var command in (string[])["show", "log"])
        {
            var start = Command.Script(work.Folder, "exec \"$@\" > /dev/full", command, Workspace.Document);
            (await Command.RunAsync(start)).Refused(3, "space");
        }
    }

    [Fact]
    public async Task A_folder_in_place_of_the_store_and_a_store_that_is_not_there_say_so()
    {
        using var work = new Workspace();
        await work.GivenAsync(Good);
        (await work.RunAsync("log", Workspace.Document, "--store", work.Folder)).Refused(3, "folder");
        (await work.RunAsync("verify", "--store", work.In("none.db"))).Refused(1, "none.db");
        Assert.False(File.Exists(work.In("none.db")));
    }

    private static Task ManyAsync(Workspace work) =>
        work.GivenAsync([.. Enumerable.Range(0, 20).Select(i => $"[{i}]\n")]);

    private static void Sql(string store, string text)
    {
        if (!File.Exists(store)) File.WriteAllBytes(store, []);
        using var database = Database.Open(store, readOnly: false);
        database.Execute(text);
    }
}
