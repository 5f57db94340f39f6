using System.CommandLine;
using System.Globalization;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;

namespace Timeline.Cli.Commands;

/// <summary><c>export FILE ARCHIVE.jsonl</c>: writes a document's whole history as lines of JSON.</summary>
internal sealed class ExportCommand : DocumentCommand
{
    private const string StandardStream = "-";

    // What an archive that export wrote begins with.
    private static readonly byte[] Beginning = "{\"timeline\":"u8.ToArray();

    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Argument<string> _archive = new("ARCHIVE")
    {
        Description = "The archive to write, also over an earlier one; - for standard output",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public ExportCommand(CommonOptions common)
        : base(common, "export", "Write a document's whole history as lines of JSON, which import takes in again.")
    {
        Arguments.Add(_file);
        Arguments.Add(_archive);
        Validators.Add(it =>
        {
            if (it.GetValue(common.Json) && it.GetResult(_archive)?.Tokens is [{ Value: StandardStream }])
                it.AddError("standard output takes the archive itself; name a file for it, or leave out --json");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var (file, archive) = (session.Get(_file)!, session.Get(_archive)!);
        if (Directory.Exists(archive))
            throw new RefusalException(ExitCode.Trouble, $"'{archive}' is a folder; name the archive to write in it");
        var history = await session.FindAsync(file).ConfigureAwait(false);
        if (archive == StandardStream)
        {
            var printed = await history.ExportAsync(
                (line, _) =>
                {
                    session.Terminal.Document(line.Span);
                    return ValueTask.CompletedTask;
                },
                session.Cancellation).ConfigureAwait(false);
            _ = printed.OrRefuse(file);
            return ExitCode.Done;
        }

        RefuseOther(archive);
        using var draft = new AtomicFile(archive);
        var written = await history.ExportAsync(draft.WriteAsync, session.Cancellation).ConfigureAwait(false);
        var count = written.OrRefuse(file);
        draft.Commit();
        if (session.IsJson)
        {
            JsonAnswer.Print(session.Terminal, json =>
            {
                json.WriteString("document", history.Name.Text);
                json.WriteString("archive", archive);
                json.WriteNumber("versions", count);
            });
            return ExitCode.Done;
        }

        var versions = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "version" : "versions")}");
        session.Terminal.Remark($"{PlainText.OneLine(file)}: exported {versions} to {PlainText.OneLine(archive)}");
        return ExitCode.Done;
    }

    // Whoever names the document twice, or another one, does not mean that it be lost.
    private static void RefuseOther(string archive)
    {
        if (new FileInfo(archive) is not { Exists: true, Length: > 0 }) return;
        var start = new byte[Beginning.Length];
        using var file = File.OpenHandle(archive);
        if (RandomAccess.Read(file, start, 0) == start.Length && start.AsSpan().SequenceEqual(Beginning)) return;
        throw new RefusalException(
            ExitCode.Trouble,
            $"'{archive}' is there already and is no archive, so it stays; name another file, or delete it first");
    }
}
