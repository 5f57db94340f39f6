using System.Text;

namespace Timeline.Tests.Integration.Cli;

/// <summary>Documents that cannot be recorded: each is one line that names the place, and what was recorded
/// stays.</summary>
public sealed class BadInputTests
{
    private const string Good = "{\"kept\": true}\n";

    public static TheoryData<string, byte[], string> Documents => new()
    {
        { "malformed", "{\n  \"a\": 1,\n  \"b\" 2\n}"u8.ToArray(), "line 3" },
        { "cut short", "{\"a\": [1, 2"u8.ToArray(), "line 1" },
        { "empty", [], "line 1" },
        { "two values", "1 2"u8.ToArray(), "line 1" },
        { "not UTF-8", [.. "{\"a\": \""u8, 0xff, 0xfe, .. "\"}"u8], "UTF-8" },
        { "UTF-16", Encoding.Unicode.GetBytes("{\"a\": 1}"), "line 1" },
        { "a duplicate key", "{\"a\": 1, \"a\": 2}"u8.ToArray(), "a" },
        { "half a surrogate pair", "[\"\\ud800\"]"u8.ToArray(), "surrogate" },
        { "depth 100,000", Encoding.ASCII.GetBytes(new string('[', 100_000) + new string(']', 100_000)), "deep" },
        { "a million digits", Encoding.ASCII.GetBytes($"[{new string('7', 1_000_000)}]"), "digits" },
        { "a comment", "{} // why"u8.ToArray(), "line 1" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task What_is_not_a_document_is_refused_with_the_place_and_nothing_is_lost(
        string kind, byte[] bytes, string said)
    {
        using var work = new Workspace();
        await work.GivenAsync(Good);
        File.WriteAllBytes(work.In(Workspace.Document), bytes);
        var answer = (await work.RunAsync("record", Workspace.Document)).Refused(1, "settings.json: ", said);
        Assert.True(answer.Error.Length < 400, $"{kind}: {answer.Error.Length} characters");
        Assert.Equal(bytes, File.ReadAllBytes(work.In(Workspace.Document)));
        await work.IsKeptAsync(Good);
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_say_what_they_are()
    {
        using var work = new Workspace();
        await work.GivenAsync(Good);
        Directory.CreateDirectory(work.In("folder.json"));
        (await work.RunAsync("record", "missing.json")).Refused(3, "there is no file 'missing.json'");
        (await work.RunAsync("record", "no/such/folder.json")).Refused(3, "there is no file");
        (await work.RunAsync("record", "folder.json")).Refused(3, "'folder.json' is a folder");
        (await work.RunAsync("log", "folder.json")).Refused(3, "'folder.json' is a folder");
        (await work.RunAsync("show", ".")).Refused(3, "'.' is a folder");
        await work.IsKeptAsync(Good);
    }

    [Fact]
    public async Task A_pipe_is_no_document_and_no_store_is_made_for_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no /dev/stdin.");
            return;
        }

        using var work = new Workspace();
        var answer = await Command.RunAsync(Command.Start(work.Folder, ["record", "/dev/stdin"]), Good);
        answer.Refused(3, "pipe");
        Assert.False(Directory.Exists("/dev/.timeline"));
    }

    [Fact]
    public async Task A_JSON_answer_cannot_steer_the_terminal_and_says_the_same()
    {
        const string Evil = "\u009b31m\u202e\u2066\u007f\u2028";
        using var work = new Workspace();
        await work.RecordAsync("{\"k\": 1}");
        work.Write(Workspace.Document, $"{{\"k\": \"{Evil}\", \"{Evil}\": 2}}");
        (await work.RunAsync("record", Workspace.Document, "-m", Evil, "--actor", Evil)).Done();
        string[][] commands =
        [
            ["show", Workspace.Document, "--json"], ["log", Workspace.Document, "--json"],
            ["blame", Workspace.Document, "--json"], ["diff", Workspace.Document, "0", "1", "--json"],
            ["diff", Workspace.Document, "0", "1", "--patch"],
        ];
        foreach (var command in commands)
        {
            var text = (await work.RunAsync(command)).Done().Text;
            Assert.DoesNotContain(
                text,
                letter => char.IsControl(letter) && letter != '\n' || letter is '\u202e' or '\u2066' or '\u2028');
        }

        var value = (await work.JsonAsync("show", Workspace.Document)).GetProperty("value");
        Assert.Equal(Evil, value.GetProperty("k").GetString());
        Assert.Equal(2, value.GetProperty(Evil).GetInt32());
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_one_line()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("Root may read everything, and Windows has other permissions.");
            return;
        }

        using var work = new Workspace();
        await work.GivenAsync(Good);
        File.SetUnixFileMode(work.In(Workspace.Document), UnixFileMode.None);
        (await work.RunAsync("record", Workspace.Document)).Refused(3, "denied");
        await work.IsKeptAsync(Good);
    }

    [Fact]
    public async Task What_was_recorded_by_others_cannot_steer_the_terminal()
    {
        using var work = new Workspace();
        work.Write(Workspace.Document, "{\"\\u001b[2Jkey\": \"\\u009b31m\\u202e\"}");
        string[] evil = ["-m", "\u001b]0;title\u0007", "--actor", "\u202eAda"];
        (await work.RunAsync(["record", Workspace.Document, .. evil])).Done();
        foreach (var command in (string[])["log", "blame"])
        {
            var text = (await work.RunAsync(command, Workspace.Document)).Done().Text;
            Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n' || letter == '\u202e');
        }
    }
}
