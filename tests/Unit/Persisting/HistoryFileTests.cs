using System.Text;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;

namespace Timeline.Tests.Unit.Persisting;

public sealed class HistoryFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    private string File => Path.Combine(_folder, "saved.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Stamp At(int ticks, string label = "") => Stamp.FromTicks(ticks, "ada", label);

    private static Branches<int> Some()
    {
        var main = History.Start(0, At(1, "initial")).Append(1, At(2)).Append(2, At(3));
        var side = Right(main.Rollback(1, At(4)));
        var merged = main.Merge(side, 5, At(6));
        return Right(Branches<int>.Start(BranchName.Main, merged).Create(BranchName.Of("side"), side));
    }

    [Fact]
    public async Task What_was_saved_is_loaded()
    {
        var names = Branches<string>.Start(BranchName.Main, History.Start("x", At(1)).Append("y", At(2)));
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("one/number", Some()), SavedHistory.Of("two", names)]);
        var read = await HistoryFile.LoadAsync(File);
        Assert.Equal(["one/number", "two"], read.Variables);
        Assert.Equal(Graph.Of(Some()), Graph.Of(await read.GetAsync<int>("one/number")));
        Assert.Equal(Graph.Sharing(Some()), Graph.Sharing(await read.GetAsync<int>("one/number")));
        Assert.Equal(Graph.Of(names), Graph.Of(await read.GetAsync<string>("two")));
    }

    [Fact]
    public async Task Indexes_stay_where_versions_were_pruned()
    {
        var line = History.Start(0, At(1));
        for (var value = 1; value < 100; value++) line = line.Append(value, At(value));
        var pruned = new Retention.Where(mark => mark.Index % 30 == 7).Prune(line, DateTimeOffset.UnixEpoch).History;
        var branches = Branches<int>.Start(BranchName.Main, pruned);
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", branches)]);
        var read = await (await HistoryFile.LoadAsync(File)).GetAsync<int>("x");
        Assert.Equal([7, 37, 67, 97, 99], read.Head.Oldest().Select(version => version.Index));
        Assert.Equal(Graph.Of(branches), Graph.Of(read));
    }

    [Fact]
    public async Task A_stream_is_as_good_as_a_file()
    {
        using var stream = new MemoryStream();
        await HistoryFile.SaveAsync(stream, [SavedHistory.Of("x", Some())]);
        stream.Position = 0;
        var read = await HistoryFile.LoadAsync(stream, "a stream");
        Assert.Equal(Graph.Of(Some()), Graph.Of(await read.GetAsync<int>("x")));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task It_is_what_import_reads_and_export_writes()
    {
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        await using var store = new MemoryHistoryStore();
        var lines = System.IO.File.ReadLines(File).Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line));
        var imported = Right(await DocumentHistory.ImportAsync(store, lines.ToAsyncEnumerable()));
        Assert.Equal(5, imported.Recorded);
        using var stream = new MemoryStream();
        _ = Right(await imported.History.ExportAsync((line, stop) => stream.WriteAsync(line, stop)));
        stream.Position = 0;
        var read = await HistoryFile.LoadAsync(stream, "exported");
        Assert.Equal(Graph.Of(Some()), Graph.Of(await read.GetAsync<int>("x")));
    }

    [Fact]
    public async Task A_file_can_be_sealed()
    {
        var keys = new KeyRing("k", _ => new byte[32]);
        var secret = Branches<string>.Start(BranchName.Main, History.Start("a secret", At(1)).Append("another secret", At(2)));
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", secret, new Sealing { Keys = keys })]);
        Assert.DoesNotContain("secret", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        var read = await HistoryFile.LoadAsync(File);
        Assert.Equal(Graph.Of(secret), Graph.Of(await read.GetAsync<string>("x", new Sealing { Keys = keys })));
        var error = await Assert.ThrowsAsync<TimelineException>(() => read.GetAsync<string>("x"));
        Assert.Contains("line 2: version 0 of 'x' is sealed with the key 'k'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_for_its_owner_alone_and_no_draft_is_left()
    {
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        Assert.Equal([File], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task What_cannot_be_saved_leaves_the_file_as_it_was()
    {
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        var before = await System.IO.File.ReadAllTextAsync(File);
        var bad = Branches<string>.Start(BranchName.Main, History.Start("\ud800", At(1)));
        _ = await Assert.ThrowsAsync<TimelineException>(
            () => HistoryFile.SaveAsync(File, [SavedHistory.Of("y", Some()), SavedHistory.Of("x", bad)]));
        Assert.Equal(before, await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_link_stays_and_what_it_leads_to_is_replaced()
    {
        var real = Path.Combine(_folder, "real.jsonl");
        await System.IO.File.WriteAllTextAsync(real, "");
        _ = System.IO.File.CreateSymbolicLink(File, "real.jsonl");
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        Assert.NotNull(new FileInfo(File).LinkTarget);
        Assert.Equal(["x"], (await HistoryFile.LoadAsync(real)).Variables);
    }

    [Fact]
    public async Task Every_line_that_is_missing_doubled_or_altered_is_noticed_by_file_and_line()
    {
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some()), SavedHistory.Of("y", Some())]);
        var lines = await System.IO.File.ReadAllLinesAsync(File);
        for (var i = 0; i < lines.Length; i++)
        {
            await AssertRefused([.. lines[..i], .. lines[(i + 1)..]]);
            await AssertRefused([.. lines[..i], lines[i], .. lines[i..]]);
            await AssertRefused([.. lines[..i], lines[i][..^2], .. lines[(i + 1)..]]);
        }

        for (var end = 1; end < lines.Length; end++)
            if (end != 6) await AssertRefused(lines[..end]);
    }

    [Theory]
    [InlineData("\"main\":4", "\"main\":3")]
    [InlineData("\"current\":\"main\"", "\"current\":\"side\"")]
    [InlineData("\"document\":\"x\"", "\"document\":\"z\"")]
    [InlineData("\"digest\":\"", "\"digest\":\"0")]
    [InlineData("\"digest\"", "\"digest\" ")]
    [InlineData("\"value\":1", "\"value\":7")]
    [InlineData("ada", "eve")]
    [InlineData("{\"timeline\":1", "{\"timeline\":2")]
    public async Task Every_altered_word_is_noticed(string was, string becomes)
    {
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.Contains(was, text, StringComparison.Ordinal);
        await AssertRefused(text.Replace(was, becomes, StringComparison.Ordinal).TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("\0\u0001\u0002")]
    public async Task What_was_never_saved_is_refused(string text) => await AssertRefused([text]);

    [Fact]
    public async Task A_history_of_another_type_is_refused_by_line_and_path()
    {
        await HistoryFile.SaveAsync(File, [SavedHistory.Of("x", Some())]);
        var read = await HistoryFile.LoadAsync(File);
        var error = await Assert.ThrowsAsync<TimelineException>(() => read.GetAsync<DateTime>("x"));
        Assert.Contains($"'{File}', line 2: version 0 of 'x' does not fit DateTime", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<TimelineException>(() => read.GetAsync<int>("y"));
        Assert.Contains("holds no history of 'y', but of 'x'", error.Message, StringComparison.Ordinal);
    }

    private async Task AssertRefused(string[] lines)
    {
        await System.IO.File.WriteAllTextAsync(File, string.Join('\n', lines));
        var error = await Assert.ThrowsAsync<TimelineException>(() => HistoryFile.LoadAsync(File));
        Assert.StartsWith($"'{File}', line ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed", error.Message, StringComparison.Ordinal);
    }
}
