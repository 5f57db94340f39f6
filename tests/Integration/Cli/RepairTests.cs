using System.Diagnostics;
using System.Globalization;
using System.Text;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Cli;

/// <summary><c>verify</c> of a damaged store, which names version and place, and <c>verify --repair-from</c>.</summary>
public sealed class RepairTests : IDisposable
{
    private const string Last = "[19]\n";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Each_fault_is_told_with_its_version_and_the_place_in_its_value()
    {
        await _work.GivenAsync([.. Enumerable.Range(0, 12).Select(i => $$"""{"servers": [{"port": 80}, {"port": {{i}}}]}""")]);
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff IN (2, 5)");
        SetSnapshot(9, """{"servers":[{"port":80},{"port":443}]}""");

        var answer = await _work.RunAsync("verify");

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(
            [
                "timeline: damaged: version 2 of 'settings.json': its row is not what was written",
                "timeline: damaged: version 5 of 'settings.json': its row is not what was written",
                "timeline: damaged: version 9 of 'settings.json' at servers[1].port: its snapshot is not what its patches make",
            ],
            answer.Error.TrimEnd('\n').Split('\n')[..^1].Order(StringComparer.Ordinal));
        var json = await FindingsAsync("verify", "--json");
        Assert.Equal(
            [("settings.json", 2L, null), ("settings.json", 5L, null), ("settings.json", 9L, "/servers/1/port")],
            json.OrderBy(it => it.Number));
    }

    [Fact]
    public async Task A_damaged_store_is_made_whole_and_the_damaged_file_is_kept()
    {
        await GivenAsync();
        var damaged = await File.ReadAllBytesAsync(_work.Store);

        var answer = await _work.RunAsync("verify", "--repair-from", "copy.db");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal("timeline: damaged: version 7 of 'settings.json': its row is not what was written\n", answer.Error);
        var kept = Assert.Single(Directory.GetFiles(_work.In(".timeline"), "*.damaged-*"));
        Assert.Equal(
            $"ok: {_work.Store} is repaired, 1 version taken from elsewhere; the damaged file is kept: {kept}\n", answer.Text);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(kept));
        await _work.IsKeptAsync(Last);
        Assert.StartsWith("ok: ", (await _work.RunAsync("verify")).Done().Text, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", (await _work.RunAsync("verify", "--repair-from", "copy.db")).Done().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_replaced_while_it_is_verified_is_to_be_verified_again_and_not_to_be_healed()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("An open file cannot be replaced there.");

        // So many that the verification lasts until the other file is in its place.
        await _work.GivenAsync("[0]");
        await using (var store = SqliteHistoryStore.Open(_work.Store))
        {
            var parent = (await store.ReadRangeAsync(HistoryName.Of(Workspace.Document), 0, 1, VersionDetail.Headers))[0].Id;
            var payload = new VersionPayload(Encoding.UTF8.GetBytes("""[{"op":"replace","path":"/0","value":1}]"""), null);
            var versions = new List<NewVersion>();
            for (var i = 0; i < 40_000; i++, parent = versions[^1].Id)
                versions.Add(NewVersion.From([parent], Stamp.FromTicks(i), payload));
            _ = Right(await store.AppendAsync(HistoryName.Of(Workspace.Document), new AppendBatch([.. versions], [])));
        }

        File.Copy(_work.Store, _work.In("copy.db"));
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff IN (2, 39999)");
        var verifying = _work.RunAsync("verify");
        using (var file = Database.Open(_work.Store, readOnly: false))
        {
            while (!verifying.IsCompleted && MayWrite(file)) await Task.Delay(1);
            File.Move(_work.In("copy.db"), _work.Store, overwrite: true);
        }

        var answer = (await verifying).Refused(3, "was replaced while it was verified", "verify it again");
        Assert.DoesNotContain("--repair-from", answer.Error, StringComparison.Ordinal);
        (await _work.RunAsync("verify")).Done();
    }

    [Fact]
    public async Task What_was_done_is_told_in_JSON()
    {
        await GivenAsync();
        var answer = await _work.RunAsync("verify", "--repair-from", "copy.db", "--json");
        using var json = System.Text.Json.JsonDocument.Parse(answer.Bytes);
        var root = json.RootElement;
        Assert.True(root.GetProperty("ok").GetBoolean() && root.GetProperty("repaired").GetBoolean());
        Assert.False(root.GetProperty("replaced").GetBoolean());
        Assert.True(File.Exists(root.GetProperty("kept").GetString()));
        Assert.Equal(0, root.GetProperty("lost").GetArrayLength());
        var taken = Assert.Single(root.GetProperty("taken").EnumerateArray());
        Assert.Equal(("settings.json", 7, "copy.db", false), (
            taken.GetProperty("document").GetString(), taken.GetProperty("number").GetInt32(),
            taken.GetProperty("from").GetString(), taken.GetProperty("pruned").GetBoolean()));
        Assert.Equal(7, Assert.Single(root.GetProperty("findings").EnumerateArray()).GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task What_no_store_has_is_named_and_nothing_is_changed()
    {
        await GivenAsync();
        Sql("UPDATE version SET patch = '[]' WHERE key & 0xffffffff = 12");
        var before = await File.ReadAllBytesAsync(_work.Store);
        Sql("DELETE FROM version WHERE key & 0xffffffff = 7", "copy.db");

        var answer = await _work.RunAsync("verify", "--repair-from", "copy.db");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("timeline: lost: version 7 of 'settings.json': ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("lost: version 12", answer.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be repaired from these stores; nothing was changed\n", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Text);
        Assert.Equal(before, await File.ReadAllBytesAsync(_work.Store));
        Assert.Equal([_work.Store], Directory.GetFiles(_work.In(".timeline")));
    }

    [Fact]
    public async Task A_store_that_is_itself_damaged_or_no_store_helps_as_far_as_it_can()
    {
        await GivenAsync();
        File.Copy(_work.In("copy.db"), _work.In("other.db"));
        Sql("UPDATE history SET seal = 0", "copy.db");
        _ = _work.Write("settings.json", new string('x', 500));
        (await _work.RunAsync("verify", "--repair-from", "settings.json")).Refused(3, "settings.json is not a Timeline store");
        (await _work.RunAsync("verify", "--repair-from", "none.db")).Refused(3, "none.db");
        (await _work.RunAsync("verify", "--repair-from", ".timeline")).Refused(3, "folder");
        (await _work.RunAsync("verify", "--repair-from")).Refused(2, "--repair-from");
        (await _work.RunAsync("verify", "settings.json", "--repair-from", "copy.db")).Refused(2, "whole store");
        string[] three = ["--repair-from", "settings.json", "--repair-from", "copy.db", "--repair-from", "other.db"];
        var answer = await _work.RunAsync(["verify", .. three]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("warning: settings.json is of no help: ", answer.Error, StringComparison.Ordinal);
        await _work.IsKeptAsync(Last);
    }

    [Fact]
    public async Task A_store_is_not_healed_from_itself_by_whatever_name()
    {
        await GivenAsync();
        _ = File.CreateSymbolicLink(_work.In("link.db"), _work.Store);
        _ = Directory.CreateSymbolicLink(_work.In("folder"), _work.In(".timeline"));
        foreach (var same in (string[])[".timeline/timeline.db", "link.db", "folder/timeline.db"])
            (await _work.RunAsync("verify", "--repair-from", same)).Refused(2, $"'{same}' is the store itself");
    }

    [Fact]
    public async Task A_file_that_is_no_store_any_more_is_replaced_with_a_warning()
    {
        await GivenAsync();
        await File.WriteAllTextAsync(_work.Store, new string('x', 5000));
        (await _work.RunAsync("verify")).Refused(3, "not a Timeline store", "--repair-from");
        var before = await File.ReadAllBytesAsync(_work.Store);
        var refused = await _work.RunAsync("verify", "--repair-from", "copy.db");
        Assert.Equal(1, refused.ExitCode);
        foreach (var words in (string[])
            ["does not begin as a store does", "nothing of it can be read", "nothing was changed; --replace puts"])
        {
            Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(_work.Store));
        (await _work.RunAsync("verify", "--replace")).Refused(2, "--repair-from COPY");
        var answer = await _work.RunAsync("verify", "--repair-from", "copy.db", "--replace");
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("timeline: warning: nothing of the store could be read", answer.Error, StringComparison.Ordinal);
        await _work.IsKeptAsync("[18]\n");
    }

    [Fact]
    public async Task Ctrl_C_in_a_repair_leaves_the_store_as_it_was_and_nothing_beside_it()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill -INT here.");
        await GivenAsync(versions: 3000);
        var before = await File.ReadAllBytesAsync(_work.Store);
        using var process = Process.Start(Command.Interruptible(_work.Folder, "verify", "--repair-from", "copy.db"))!;
        var complaining = process.StandardError.ReadToEndAsync();
        while (Directory.GetFiles(_work.In(".timeline")).Length == 1 && !process.HasExited) await Task.Delay(5);
        _ = await Command.RunAsync(new ProcessStartInfo("kill", ["-INT", $"{process.Id}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        await process.WaitForExitAsync();
        Assert.Equal((130, "timeline: error: interrupted; what was recorded is kept\n"), (process.ExitCode, await complaining));
        Assert.Equal([_work.Store], Directory.GetFiles(_work.In(".timeline")));
        Assert.Equal(before, await File.ReadAllBytesAsync(_work.Store));
    }

    [Fact]
    public async Task What_a_killed_repair_has_left_is_taken_away_by_a_later_one()
    {
        await GivenAsync(versions: 3000);
        var folder = _work.In(".timeline");
        using var process = Process.Start(Command.Interruptible(_work.Folder, "verify", "--repair-from", "copy.db"))!;
        while (Directory.GetFiles(folder, ".*.tmp").Length == 0 && !process.HasExited) await Task.Delay(5);
        process.Kill();
        await process.WaitForExitAsync();
        var left = Directory.GetFiles(folder).Except([_work.Store]).ToList();
        Assert.Contains(left, file => file.EndsWith(".tmp", StringComparison.Ordinal));

        // It may be at work on another machine yet.
        Assert.Equal(0, (await _work.RunAsync("verify", "--repair-from", "copy.db")).ExitCode);
        Assert.Empty(left.Except(Directory.GetFiles(folder)));

        foreach (var file in left) File.SetLastWriteTimeUtc(file, DateTime.UtcNow - TimeSpan.FromHours(2));
        Assert.Equal(0, (await _work.RunAsync("verify", "--repair-from", "copy.db")).ExitCode);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Assert.Single(Directory.GetFiles(folder, "*.damaged-*"));
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_the_store_as_it_was_and_nothing_beside_it()
    {
        await GivenAsync(versions: 1000);
        var script = """
            mount -t tmpfs -o size=2m tmpfs disk || exit 77
            mkdir disk/.timeline
            cp .timeline/timeline.db disk/.timeline/timeline.db
            cd disk
            size=$(stat -c %s .timeline/timeline.db)
            # Room for nothing, also where the beginning is damaged and a copy of it is needed, and then for the repaired
            # file, but not for the damaged one beside it.
            for left in 20 20 $((size * 3 / 2048)); do
              rm -f fill
              room=$(df -k --output=avail . | tail -1)
              head -c $(( (room - left) * 1024 )) /dev/zero > fill
              "$@" verify --repair-from ../copy.db
              ls -A .timeline
              [ -e begun ] || printf x | dd of=.timeline/timeline.db conv=notrunc status=none
              [ -e begun ] && printf S | dd of=.timeline/timeline.db conv=notrunc status=none
              : > begun
            done
            rm begun
            cat /dev/zero > rest 2> /dev/null
            "$@" backup copy.db --no-verify --store ../copy.db
            ls -A
            cmp .timeline/timeline.db ../.timeline/timeline.db && echo same
            rm fill rest
            "$@" verify --repair-from ../copy.db > /dev/null 2>&1; echo "again $?"
            """;
        _ = Directory.CreateDirectory(_work.In("disk"));
        string[] command = ["sh", "-c", script, "sh", Command.Host, "exec", Command.Executable];
        Answer answer;
        try
        {
            answer = await Command.RunAsync(
                Command.Launched(_work.Folder, ["unshare", "--mount", "--map-root-user", .. command]));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no unshare here to mount a small disk with.");
            return;
        }

        if (answer.ExitCode == 77 || answer.Error.Contains("unshare", StringComparison.Ordinal))
            Assert.Skip($"A small disk cannot be mounted here: {answer.Error.Trim()}");
        Assert.Equal("timeline.db\ntimeline.db\ntimeline.db\n.timeline\nfill\nrest\nsame\nagain 0\n", answer.Text);
        Assert.Equal(4, answer.Error.Split("timeline: error: there is no room left for ").Length - 1);
        foreach (var word in (string[])["unexpected", ".tmp"])
            Assert.DoesNotContain(word, answer.Error, StringComparison.Ordinal);
    }

    // Nobody may while somebody reads.
    private static bool MayWrite(Database file)
    {
        try
        {
            file.Execute("BEGIN EXCLUSIVE; ROLLBACK");
            return true;
        }
        catch (HistoryStoreException busy) when (busy.Trouble == StoreTrouble.Busy)
        {
            file.RollBack();
            return false;
        }
    }

    /// <summary>A store with a damaged version, and a copy from before the last was recorded.</summary>
    private async Task GivenAsync(int versions = 20)
    {
        _ = Directory.CreateDirectory(_work.In(".timeline"));
        await using (var store = SqliteHistoryStore.Open(_work.Store))
        {
            var history = await DocumentHistory.OpenAsync(store, HistoryName.Of(Workspace.Document));
            _ = Right(await history.RecordAllAsync(Revisions(versions - 1)));
        }

        File.Copy(_work.Store, _work.In("copy.db"));
        await using (var store = SqliteHistoryStore.Open(_work.Store))
        {
            var history = await DocumentHistory.OpenAsync(store, HistoryName.Of(Workspace.Document));
            _ = Right(await history.RecordAllAsync(Revisions(versions)));
        }

        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff = 7");
    }

    private static async IAsyncEnumerable<FileRevision> Revisions(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"[{i}]\n");
            var stamp = Stamp.FromTicks(639_000_000_000_000_000 + (i * 10_000_000L), Command.Actor);
            yield return new FileRevision($"revision {i}", Encoding.UTF8.GetBytes(text), stamp);
            await Task.CompletedTask;
        }
    }

    private void Sql(string sql, string? name = null)
    {
        using var file = Database.Open(name is null ? _work.Store : _work.In(name), readOnly: false);
        file.Execute(sql);
    }

    /// <summary>Gives a version a snapshot that its row vouches for.</summary>
    private void SetSnapshot(long number, string json)
    {
        using var file = Database.Open(_work.Store, readOnly: false);
        using var histories = new HistoryTable(file);
        using var versions = new VersionTable(file);
        var history = histories.Find(HistoryName.Of(Workspace.Document))!;
        var row = new VersionReader(file, versions, history).Row(number);
        versions.Update(row with { Snapshot = Compression.Compress(Encoding.UTF8.GetBytes(json), Compression.Quick) });
    }

    private async Task<List<(string? Document, long? Number, string? Path)>> FindingsAsync(params string[] arguments)
    {
        var answer = await _work.RunAsync(arguments);
        Assert.Equal(1, answer.ExitCode);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Bytes);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(it => (
            it.GetProperty("document").GetString(),
            (long?)it.GetProperty("number").GetInt64(),
            it.GetProperty("path").GetString()))];
    }
}
