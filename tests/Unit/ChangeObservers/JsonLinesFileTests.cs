using System.Text;
using Timeline.ChangeObservers;
using Timeline.Tests.Persisting;
using Timeline.Tests.Unit.Watching;

namespace Timeline.Tests.Unit.ChangeObservers;

public sealed class JsonLinesFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    private string File1 => Path.Combine(_folder, "changes.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Missing_folders_are_made_and_the_file_is_for_its_owner_alone()
    {
        var path = Path.Combine(_folder, "a", "b", "changes.jsonl");
        using JsonLinesFile file = new(path);
        file.Append("{}"u8);
        Assert.Equal(("{}\n", 3L, path), (Read(path), file.Length, file.Path));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Lines_given_together_are_one_write_in_one_file()
    {
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 6 });
        file.Append("[1]"u8);
        file.Append(Lines("[2]", "[3]", "[4]"));
        file.Append(Lines());
        Assert.Equal(["[1]\n", "[2]\n[3]\n[4]\n"], file.Files.Select(Read));
    }

    [Fact]
    public void What_would_be_two_lines_or_none_is_refused_and_the_rest_with_it()
    {
        using JsonLinesFile file = new(File1);
        _ = Assert.Throws<ArgumentException>(() => file.Append("[1,\n2]"u8));
        _ = Assert.Throws<ArgumentException>(() => file.Append(""u8));
        _ = Assert.Throws<ArgumentException>(() => file.Append(Lines("[1]", "")));
        file.Append("[2]"u8);
        Assert.Equal("[2]\n", Read(File1));
    }

    [Theory]
    [InlineData("{\"a\":1}\n", "{\"a\":1}\n", null)]
    [InlineData("{\"a\":1}\n{\"b\":2}", "{\"a\":1}\n{\"b\":2}\n", null)]
    [InlineData("{\"a\":1}\n{\"b\":", "{\"a\":1}\n", "{\"b\":\n")]
    [InlineData("{\"a\":1}\n12", "{\"a\":1}\n", "12\n")]
    [InlineData("\0\0\0", "", "\0\0\0\n")]
    [InlineData("{\"a\":1}\n{\"b\":\0\0}\n", "{\"a\":1}\n", "{\"b\":\0\0}\n")]
    [InlineData("{\"a\":1}\n\0\n\"\0\"\n", "{\"a\":1}\n", "\"\0\"\n\0\n")]
    [InlineData("\0\0}\n{\"b\":", "", "{\"b\":\n\0\0}\n")]
    [InlineData("", "", null)]
    public void A_torn_last_line_is_ended_if_it_is_whole_and_else_set_aside(string there, string becomes, string? torn)
    {
        File.WriteAllText(File1, there);
        using (JsonLinesFile file = new(File1))
        {
            Assert.Equal(becomes, Read(File1));
            file.Append("[1]"u8);
        }

        Assert.Equal(becomes + "[1]\n", Read(File1));
        Assert.Equal(torn, File.Exists(File1 + ".torn") ? Read(File1 + ".torn") : null);
    }

    [Fact]
    public void Names_are_brought_to_the_disk_before_a_line_is_acknowledged_and_before_another_file_has_the_name()
    {
        var disk = new FaultyDisk();
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 4, Sync = FileSync.EachWrite }, disk);
        file.Append("[1]"u8);
        Assert.Equal(1, disk.NameFlushes);
        disk.CannotFlushNames = true;
        _ = Assert.Throws<IOException>(() => file.Append("[2]"u8));
        Assert.Equal("[1]\n", Read(File1));
        disk.CannotFlushNames = false;
        file.Append("[2]"u8);
        Assert.Equal((3, "[2]\n"), (disk.NameFlushes, Read(File1)));
    }

    [Fact]
    public void A_torn_line_longer_than_what_is_read_at_once_is_set_aside_whole()
    {
        var torn = "{\"a\":\"" + new string('x', 200_000);
        File.WriteAllText(File1, "[1]\n" + torn);
        new JsonLinesFile(File1).Dispose();
        Assert.Equal(("[1]\n", torn + "\n"), (Read(File1), Read(File1 + ".torn")));
    }

    [Fact]
    public void Files_put_aside_are_numbered_and_so_many_are_kept()
    {
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 4, KeptFiles = 2 });
        for (var i = 1; i <= 5; i++) file.Append(Encoding.UTF8.GetBytes($"[{i}]"));
        Assert.Equal(["changes.000003.jsonl", "changes.000004.jsonl", "changes.jsonl"], file.Files.Select(Path.GetFileName));
        Assert.Equal(["[3]\n", "[4]\n", "[5]\n"], file.Files.Select(Read));
    }

    [Fact]
    public void Another_name_that_only_looks_alike_is_left_alone()
    {
        string[] others = ["changes.old.jsonl", "changes.1x.jsonl", "changes.jsonl.1", "changes..jsonl", "other.000001.jsonl"];
        foreach (var other in others) File.WriteAllText(Path.Combine(_folder, other), "mine");
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 1, KeptFiles = 0 });
        file.Append("[1]"u8);
        file.Append("[2]"u8);
        Assert.Equal("[2]\n", Read(Assert.Single(file.Files)));
        Assert.All(others, other => Assert.Equal("mine", Read(Path.Combine(_folder, other))));
    }

    [Fact]
    public void A_file_that_is_old_enough_is_put_aside_by_the_next_line()
    {
        ManualClock clock = new();
        using JsonLinesFile file = new(File1, new() { MaximumAge = TimeSpan.FromHours(1), Clock = clock });
        file.Append("[1]"u8);
        clock.Advance(TimeSpan.FromMinutes(59));
        file.Append("[2]"u8);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(file.Files);
        file.Append("[3]"u8);
        Assert.Equal(["[1]\n[2]\n", "[3]\n"], file.Files.Select(Read));
    }

    [Fact]
    public void The_age_of_a_file_is_not_forgotten_by_closing_it()
    {
        new JsonLinesFile(File1).Dispose();
        File.WriteAllText(File1, "[1]\n");
        ManualClock clock = new();
        clock.Set(DateTimeOffset.UtcNow + TimeSpan.FromHours(2));
        using JsonLinesFile file = new(File1, new() { MaximumAge = TimeSpan.FromHours(1), Clock = clock });
        file.Append("[2]"u8);
        Assert.Equal(["[1]\n", "[2]\n"], file.Files.Select(Read));
    }

    [Fact]
    public void The_next_file_has_the_permissions_of_the_one_before()
    {
        if (OperatingSystem.IsWindows()) return;
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 1 });
        file.Append("[1]"u8);
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(File1, mode);
        file.Append("[2]"u8);
        Assert.Equal(mode, File.GetUnixFileMode(File1));
    }

    [Fact]
    public void A_link_stays_and_what_it_leads_to_is_rotated()
    {
        var real = Path.Combine(_folder, "real", "data.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(real)!);
        File.WriteAllText(real, "");
        File.CreateSymbolicLink(File1, real);
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 1 });
        file.Append("[1]"u8);
        file.Append("[2]"u8);
        Assert.Equal(real, new FileInfo(File1).LinkTarget);
        Assert.Equal("[2]\n", Read(File1));
        Assert.Equal("[1]\n", Read(Path.Combine(_folder, "real", "data.000001.jsonl")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_full_disk_is_said_leaves_nothing_and_is_over_when_there_is_room(bool cannotCut)
    {
        FaultyDisk disk = new();
        using JsonLinesFile file = new(File1, null, disk);
        file.Append("[1]"u8);
        disk.FailingWrites = 1;
        disk.CannotCut = cannotCut;
        var full = Assert.Throws<IOException>(() => file.Append("{\"long\":\"enough\"}"u8));
        Assert.Contains(File1, full.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", full.Message, StringComparison.Ordinal);
        Assert.Equal(4, file.Length);
        if (!cannotCut) Assert.Equal("[1]\n", Read(File1));
        disk.CannotCut = false;
        file.Append("[2]"u8);
        Assert.Equal("[1]\n[2]\n", Read(File1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_rotation_that_fails_changes_nothing_and_is_tried_again(int failing)
    {
        FaultyDisk disk = new();
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 4 }, disk);
        file.Append("[1]"u8);
        disk.FailingMove = failing;
        _ = Assert.Throws<IOException>(() => file.Append("[2]"u8));
        Assert.Equal("[1]\n", Read(Assert.Single(file.Files)));
        Assert.Equal(["changes.jsonl", "changes.jsonl.lock"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        file.Append("[3]"u8);
        Assert.Equal(["[1]\n", "[3]\n"], file.Files.Select(Read));
    }

    [Fact]
    public void An_old_file_that_cannot_be_deleted_costs_no_line_and_goes_later()
    {
        FaultyDisk disk = new();
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 4, KeptFiles = 0 }, disk);
        file.Append("[1]"u8);
        disk.CannotDelete = true;
        file.Append("[2]"u8);
        Assert.Equal(["[1]\n", "[2]\n"], file.Files.Select(Read));
        disk.CannotDelete = false;
        file.Append("[3]"u8);
        Assert.Equal(["[3]\n"], file.Files.Select(Read));
    }

    [Fact]
    public void Lines_reach_the_disk_when_the_policy_says()
    {
        ManualClock clock = new();
        Assert.Equal((0, 0, 1), Flushes(FileSync.Never));
        Assert.Equal((2, 2, 3), Flushes(FileSync.EachWrite));
        Assert.Equal((0, 1, 2), Flushes(FileSync.Interval(TimeSpan.FromSeconds(5))));

        (int Written, int Later, int Flushed) Flushes(FileSync sync)
        {
            FaultyDisk disk = new();
            using JsonLinesFile file = new(File1, new() { Sync = sync, Clock = clock }, disk);
            file.Append("[1]"u8);
            clock.Advance(TimeSpan.FromSeconds(3));
            file.Append("[2]"u8);
            var written = disk.Flushes;
            clock.Advance(TimeSpan.FromSeconds(3));
            clock.Advance(TimeSpan.FromSeconds(30));
            var later = disk.Flushes;
            file.Flush();
            return (written, later, disk.Flushes);
        }
    }

    [Fact]
    public void What_the_policy_leaves_open_is_brought_to_the_disk_by_closing()
    {
        FaultyDisk disk = new();
        JsonLinesFile file = new(File1, new() { Sync = FileSync.Interval(TimeSpan.FromHours(1)) }, disk);
        file.Append("[1]"u8);
        file.Dispose();
        file.Dispose();
        Assert.Equal(1, disk.Flushes);
        _ = Assert.Throws<ObjectDisposedException>(() => file.Append("[2]"u8));
        _ = Assert.Throws<ObjectDisposedException>(file.Flush);
    }

    [Fact]
    public void A_line_that_cannot_be_brought_to_the_disk_is_taken_back_where_each_is()
    {
        FaultyDisk disk = new();
        using JsonLinesFile file = new(File1, new() { Sync = FileSync.EachWrite }, disk);
        file.Append("[1]"u8);
        disk.CannotFlush = true;
        _ = Assert.Throws<IOException>(() => file.Append("[2]"u8));
        Assert.Equal("[1]\n", Read(File1));
        disk.CannotFlush = false;
        file.Append("[3]"u8);
        Assert.Equal("[1]\n[3]\n", Read(File1));
    }

    [Fact]
    public void What_failed_in_the_background_is_told_to_the_next_who_appends()
    {
        ManualClock clock = new();
        FaultyDisk disk = new();
        using JsonLinesFile file = new(File1, new() { Sync = FileSync.Interval(TimeSpan.FromSeconds(5)), Clock = clock }, disk);
        file.Append("[1]"u8);
        disk.CannotFlush = true;
        clock.Advance(TimeSpan.FromSeconds(5));
        disk.CannotFlush = false;
        Assert.Contains("may not be on the disk", Assert.Throws<IOException>(() => file.Append("[2]"u8)).Message, StringComparison.Ordinal);
        file.Append("[3]"u8);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(("[1]\n[3]\n", 1), (Read(File1), disk.Flushes));
    }

    [Fact]
    public void A_file_has_one_writer_and_any_number_of_readers()
    {
        using (JsonLinesFile file = new(File1))
        {
            file.Append("[1]"u8);
            var second = Assert.Throws<IOException>(() => new JsonLinesFile(File1));
            Assert.Contains("one writer", second.Message, StringComparison.Ordinal);
            Assert.Equal("[1]\n", Read(File1));
        }

        using JsonLinesFile after = new(File1);
        after.Append("[2]"u8);
        Assert.Equal("[1]\n[2]\n", Read(File1));
    }

    [Fact]
    public void A_file_that_others_take_away_or_cut_off_goes_on()
    {
        using JsonLinesFile file = new(File1);
        file.Append("[1]"u8);
        File.Delete(File1);
        file.Append("[2]"u8);
        Assert.Equal("[2]\n", Read(File1));
        File.WriteAllText(File1, "");
        file.Append("[3]"u8);
        Assert.Equal("[3]\n", Read(File1));
        File.WriteAllText(File1, "[3]\n[ha");
        file.Append("[4]"u8);
        Assert.Equal("[3]\n[4]\n", Read(File1));
        Assert.Equal("[ha\n", Read(File1 + ".torn"));
    }

    [Fact]
    public void A_file_that_others_put_in_the_place_of_it_is_written_on()
    {
        using JsonLinesFile file = new(File1);
        file.Append("[1]"u8);
        File.Move(File1, File1 + ".old");
        File.WriteAllText(File1, "");
        file.Append("[2]"u8);
        Directory.CreateDirectory(Path.Combine(_folder, "gone"));
        File.Move(File1, Path.Combine(_folder, "gone", "1"));
        file.Append("[3]"u8);
        Assert.Equal(("[1]\n", "[3]\n"), (Read(File1 + ".old"), Read(File1)));
    }

    [Theory]
    [InlineData("changes.2024.jsonl")]
    [InlineData("changes.0000001.jsonl")]
    [InlineData("changes.copy.jsonl")]
    public void Files_of_others_beside_it_are_not_deleted_with_old_ones(string name)
    {
        var others = Path.Combine(_folder, name);
        File.WriteAllText(others, "mine");
        using JsonLinesFile file = new(File1, new() { MaximumBytes = 1, KeptFiles = 1 });
        foreach (var line in new[] { "[1]", "[2]", "[3]" }) file.Append(Encoding.UTF8.GetBytes(line));
        Assert.Equal(["changes.000002.jsonl", "changes.jsonl"], file.Files.Select(Path.GetFileName));
        Assert.Equal("mine", File.ReadAllText(others));
    }

    [Fact]
    public void What_cannot_be_opened_says_so_and_holds_nothing()
    {
        Directory.CreateDirectory(File1);
        var folder = Assert.Throws<IOException>(() => new JsonLinesFile(File1));
        Assert.Contains(File1, folder.Message, StringComparison.Ordinal);
        Directory.Delete(File1);
        new JsonLinesFile(File1).Dispose();
        _ = Assert.Throws<IOException>(() => new JsonLinesFile(Path.Combine(File1, "below.jsonl")));
        _ = Assert.Throws<ArgumentException>(() => new JsonLinesFile(" "));
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLinesOptions { MaximumBytes = 0 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLinesOptions { MaximumAge = TimeSpan.Zero });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLinesOptions { KeptFiles = -1 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => FileSync.Interval(TimeSpan.Zero));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => FileSync.Interval(TimeSpan.FromDays(50)));
    }

    [Fact]
    public async Task Many_threads_append_and_no_line_is_mixed_with_another()
    {
        using (JsonLinesFile file = new(File1, new() { MaximumBytes = 2000 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < 250; i++) file.Append(Encoding.UTF8.GetBytes($"[{thread},{i}]"));
            })));
            var lines = file.Files.SelectMany(File.ReadAllLines).ToArray();
            Assert.Equal(1000, lines.Length);
            foreach (var thread in Enumerable.Range(0, 4))
            {
                Assert.Equal(
                    Enumerable.Range(0, 250).Select(i => $"[{thread},{i}]"),
                    lines.Where(line => line.StartsWith($"[{thread},", StringComparison.Ordinal)));
            }
        }
    }

    private static string Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(params string[] lines) =>
        lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line));
}
