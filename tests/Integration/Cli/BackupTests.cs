using System.Diagnostics;

namespace Timeline.Tests.Integration.Cli;

/// <summary><c>backup FILE</c>, and what it must not write over.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_copy_is_a_store_and_an_earlier_one_is_replaced_if_that_is_asked_for()
    {
        await _work.GivenAsync("[1]\n", "[2]\n");
        Assert.Equal(
            "copied to copy.db: 2 versions of 1 document, verified\n", (await _work.RunAsync("backup", "copy.db")).Done().Text);
        await _work.GivenAsync("[3]\n");
        (await _work.RunAsync("backup", "copy.db")).Refused(3, "is there already", "--force");
        (await _work.RunAsync("backup", "copy.db", "--force")).Done();
        Assert.Equal("[3]\n", (await _work.RunAsync("show", Workspace.Document, "--store", "copy.db")).Done().Text);
        File.WriteAllBytes(_work.In("empty.db"), []);
        (await _work.RunAsync("backup", "empty.db", "--force")).Done();
        var json = await _work.JsonAsync("backup", "other.db");
        Assert.Equal((_work.In("other.db"), true, 3), (
            json.GetProperty("backup").GetString(), json.GetProperty("verified").GetBoolean(), json.GetProperty("versions").GetInt32()));
    }

    [Fact]
    public async Task Other_files_are_never_replaced()
    {
        await _work.GivenAsync("[1]\n");
        var before = File.ReadAllBytes(_work.Store);
        foreach (var name in (string[])[Workspace.Document, _work.Write("notes.txt", new string('n', 500))])
        {
            var bytes = File.ReadAllBytes(_work.In(name));
            (await _work.RunAsync("backup", name, "--force")).Refused(3, "no copy of a store");
            Assert.Equal(bytes, File.ReadAllBytes(_work.In(name)));
        }

        _ = Directory.CreateSymbolicLink(_work.In("folder"), _work.In(".timeline"));
        foreach (var same in (string[])[".timeline/timeline.db", "folder/timeline.db"])
            (await _work.RunAsync("backup", same, "--force")).Refused(3, "is the store itself");
        (await _work.RunAsync("backup", "folder", "--force")).Refused(3, "folder");
        (await _work.RunAsync("backup", "none/copy.db")).Refused(3, "does not exist");
        Assert.Equal(before, File.ReadAllBytes(_work.Store));
    }

    [Fact]
    public async Task A_link_goes_on_leading_to_the_copy()
    {
        await _work.GivenAsync("[1]\n");
        _ = Directory.CreateDirectory(_work.In("disk"));
        (await _work.RunAsync("backup", "disk/copy.db")).Done();
        _ = File.CreateSymbolicLink(_work.In("copy.db"), _work.In("disk/copy.db"));
        await _work.GivenAsync("[2]\n");
        (await _work.RunAsync("backup", "copy.db", "--force")).Done();
        Assert.NotNull(new FileInfo(_work.In("copy.db")).LinkTarget);
        _ = Directory.CreateDirectory(_work.In("there"));
        var (there, store) = (_work.In("there"), _work.In("disk/copy.db"));
        Assert.Equal("[2]\n", (await Command.RunAsync(there, "show", Workspace.Document, "--store", store)).Done().Text);
    }

    [Fact]
    public async Task A_pipe_is_neither_waited_for_nor_replaced()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no mkfifo here.");
        await _work.GivenAsync("[1]\n");
        using (var made = Process.Start("mkfifo", [_work.In("pipe")])) await made.WaitForExitAsync();
        (await _work.RunAsync("backup", "pipe", "--force")).Refused(3, "no copy of a store");
    }
}
