using System.Text;

namespace Timeline.Tests.Faults.CrashStates;

/// <summary>What a log of strace says is taken from it, and what a disk may be found with follows from that.</summary>
public sealed class TraceTests
{
    [Fact]
    public void A_log_is_read_as_what_was_done_to_the_files_of_its_folder()
    {
        string[] log =
        [
            $"7 openat(AT_FDCWD, {Hex("/other/x")}, O_RDWR|O_CREAT, 0600) = 3",
            $"7 write(3, {Hex("done nothing")}, 12) = 12",
            $"7 openat(AT_FDCWD, {Hex("/f/a")}, O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 4",
            $"7 openat(AT_FDCWD, {Hex("/f/none")}, O_RDONLY) = -1 ENOENT (No such file or directory)",
            $"7 write(4, {Hex("abc")}, 3) = 3",
            "7 lseek(4, 1, SEEK_SET)              = 1",
            $"8 pwrite64(4, {Hex("late")}, 4, 9 <unfinished ...>",
            $"7 write(4, {Hex("xyz")}, 3) = 2",
            "8 <... pwrite64 resumed>)            = 4",
            "7 fdatasync(4)                       = 0",
            "7 fsync(4)                           = 0 (INJECTED)",
            $"7 openat(AT_FDCWD, {Hex("/f")}, O_RDONLY|O_CLOEXEC) = 5",
            "7 fsync(5)                           = 0",
            "7 close(5)                           = 0",
            "7 ftruncate(4, 1)                    = 0",
            $"7 rename({Hex("/f/a")}, {Hex("/f/b")}) = 0",
            $"7 openat(AT_FDCWD, {Hex("/f/a")}, O_WRONLY|O_CREAT, 0600) = 6",
            "7 fsync(6)                           = 0",
            $"7 unlink({Hex("/f/b")})             = 0",
            $"7 write(1, {Hex("done 4\n")}, 7)    = 7",
            "7 +++ exited with 0 +++",
        ];

        // What was written to the other file looks like words, so a descriptor must be known to be none of the folder's.
        Assert.Equal(
            [
                "Said done nothing", "Named a 0", "Wrote 0 0 abc", "Wrote 0 1 xy", "Wrote 0 9 late", "Flushed 0", "FolderFlushed", "Cut 0 1",
                "Renamed a b", "Named a 1", "Flushed 1", "Removed b", "Said done 4",
            ],
            TraceReader.Read(log, "/f").Select(InWords));
    }

    [Fact]
    public void A_text_that_was_cut_short_and_a_way_of_writing_that_is_not_known_are_errors()
    {
        var open = $"7 openat(AT_FDCWD, {Hex("/f/a")}, O_RDWR|O_CREAT, 0600) = 4";
        _ = Assert.Throws<FormatException>(() => TraceReader.Read([open, $"7 write(4, {Hex(new string('x', 40))}..., 50) = 50"], "/f"));
        _ = Assert.Throws<NotSupportedException>(() => TraceReader.Read([open, "7 fallocate(4, 0, 0, 10) = 0"], "/f"));
    }

    [Fact]
    public void What_was_flushed_is_found_and_of_the_rest_anything()
    {
        var disk = new CrashDisk();
        DiskEvent[] done =
        [
            new DiskEvent.Named("a", 0), new DiskEvent.Wrote(0, 0, "1"u8.ToArray()), new DiskEvent.Flushed(0), new DiskEvent.FolderFlushed(),
            new DiskEvent.Wrote(0, 1, "2"u8.ToArray()), new DiskEvent.Wrote(0, 2, "3"u8.ToArray()), new DiskEvent.Named("b", 1),
        ];
        foreach (var one in done) disk.Do(one);
        var random = new Random(1);
        var found = Enumerable.Range(0, 500).Select(_ => disk.Draw(random)).ToList();
        Assert.All(found, state => Assert.StartsWith("1", Encoding.ASCII.GetString(state["a"]), StringComparison.Ordinal));
        Assert.Equal(
            ["1", "1\0", "1\0\0", "1\u00003", "12", "12\0", "123"],
            found.Select(state => Encoding.ASCII.GetString(state["a"])).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(found, state => state.ContainsKey("b"));
        Assert.Contains(found, state => !state.ContainsKey("b"));
    }

    [Fact]
    public void A_write_may_be_there_by_sectors()
    {
        var disk = new CrashDisk(new Dictionary<string, byte[]> { ["a"] = new byte[2048] });
        disk.Do(new DiskEvent.Wrote(0, 256, [.. Enumerable.Repeat((byte)1, 1024)]));
        var random = new Random(1);
        var found = Enumerable.Range(0, 500).Select(_ => disk.Draw(random)["a"]).ToList();
        Assert.All(found, bytes => Assert.True(bytes.AsSpan(256, 256).IndexOfAnyExcept(bytes[256]) < 0));
        Assert.Equal(8, found.Select(bytes => (bytes[256], bytes[512], bytes[1024])).Distinct().Count());
    }

    private static string Hex(string text) => $"\"{string.Concat(Encoding.UTF8.GetBytes(text).Select(one => $"\\x{one:x2}"))}\"";

    private static string InWords(DiskEvent done) => done switch
    {
        DiskEvent.Named it => $"Named {it.Name} {it.File}",
        DiskEvent.Removed it => $"Removed {it.Name}",
        DiskEvent.Renamed it => $"Renamed {it.From} {it.To}",
        DiskEvent.Wrote it => $"Wrote {it.File} {it.Offset} {Encoding.UTF8.GetString(it.Bytes)}",
        DiskEvent.Cut it => $"Cut {it.File} {it.Length}",
        DiskEvent.Flushed it => $"Flushed {it.File}",
        DiskEvent.Said it => $"Said {it.Line}",
        _ => done.GetType().Name,
    };
}
