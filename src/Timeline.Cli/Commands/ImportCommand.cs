using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>import FILE --git REPO</c> or <c>import ARCHIVE.jsonl</c>.</summary>
internal sealed class ImportCommand : DocumentCommand
{
    private const int NewestShown = 5;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "With --git the document, which need not be on the disk; else an archive, - for standard input",
    };

    private readonly Option<string?> _git = new("--git")
    {
        Description = "The git repository to read; its bare folder or a folder of its work tree",
        HelpName = "REPO",
    };

    private readonly Option<string?> _pathInRepo = new("--path-in-repo")
    {
        Description = "The document's path in the repository, where it is another than FILE",
        HelpName = "PATH",
    };

    private readonly Option<bool> _firstParent = new("--first-parent")
    {
        Description = "Follow the main line only: a merged branch counts as one revision",
    };

    private readonly Option<string?> _as = new("--as")
    {
        Description = "The document an archive is taken in as; otherwise the one it was exported from",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public ImportCommand(CommonOptions common)
        : base(
            common,
            "import",
            "Record every revision of a file in a git history, or take in what export wrote. Safe to run again.")
    {
        Arguments.Add(_file);
        Options.Add(_git);
        Options.Add(_pathInRepo);
        Options.Add(_firstParent);
        Options.Add(_as);
        Validators.Add(it =>
        {
            if (it.GetResult(_git) is null && (it.GetResult(_pathInRepo) is not null || it.GetValue(_firstParent)))
                it.AddError("--path-in-repo and --first-parent need --git");
            if (it.GetResult(_git) is not null && it.GetResult(_as) is not null)
                it.AddError("--as is for an archive; with --git the document is FILE");
        });
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Session session) =>
        session.Get(_git) is { } repository
            ? new GitImport(
                session,
                session.Get(_file)!,
                repository,
                session.Get(_pathInRepo),
                session.Get(_firstParent)).RunAsync()
            : ImportArchiveAsync(session);

    private async Task<int> ImportArchiveAsync(Session session)
    {
        var file = session.Get(_file)!;
        var location = session.Locate(".");
        var name = session.Get(_as) is { } text ? location.NameOf(text) : null;
        var lines = ArchiveFile.LinesAsync(file, session.Cancellation);
        var store = session.OpenOrMakeStore(location);
        var outcome = name is null
            ? await DocumentHistory.ImportAllAsync(store, lines, session.Cancellation).ConfigureAwait(false)
            : (await DocumentHistory.ImportAsync(store, lines, name, session.Cancellation).ConfigureAwait(false))
                .Map(single => ImmutableArray.Create(single));
        var imported = outcome.OrRefuse(file, Advice);
        if (imported.Any(document => document.Recorded > 0))
            await store.CompactAsync(session.Cancellation).ConfigureAwait(false);
        if (session.IsJson)
        {
            JsonAnswer.Print(session.Terminal, json => Write(json, location, imported));
            return ExitCode.Done;
        }

        if (imported.IsEmpty) session.Terminal.Remark($"no document is in {PlainText.OneLine(file)}");
        foreach (var document in imported)
        {
            await SayAsync(session, store, document).ConfigureAwait(false);
            SayHowToWrite(session, location.FileOf(document.History.Name));
        }

        return ExitCode.Done;
    }

    private static string Advice(TimelineError error) => error switch
    {
        TimelineError.ExportDiverged => " (--as FILE, --store FILE)",
        TimelineError.ExportLineInvalid { Line: 1 } =>
            "; name an archive that export wrote, or say with --git where the document's history is",
        _ => "",
    };

    private static void Write(Utf8JsonWriter json, StoreLocation location, ImmutableArray<ImportedDocument> imported)
    {
        if (imported is [var single])
        {
            WriteOne(single);
            return;
        }

        json.WriteList("documents", imported, document =>
        {
            json.WriteStartObject();
            WriteOne(document);
            json.WriteEndObject();
        });

        void WriteOne(ImportedDocument document)
        {
            json.WriteString("document", document.History.Name.Text);
            json.WriteString("file", location.FileOf(document.History.Name));
            json.WriteNumber("recorded", document.Recorded);
            json.WriteNumber("known", document.Known);
        }
    }

    private static Task SayAsync(Session session, IHistoryStore store, ImportedDocument imported)
    {
        var known = imported.Known > 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({imported.Known} were here already)")
            : "";
        return SayAsync(session, store, imported.History, string.Create(
            CultureInfo.InvariantCulture,
            $"{PlainText.OneLine(imported.History.Name.Text)}: imported {imported.Recorded} versions{known}"));
    }

    // An archive brings the history and not the file.
    private static void SayHowToWrite(Session session, string file)
    {
        if (File.Exists(file)) return;
        var word = ShellWord.Of(PlainText.OneLine(file));
        session.Terminal.Remark($"the file itself is not here; to write it: timeline show {word} > {word}");
    }

    /// <summary>Says what came of an import, and shows the newest versions.</summary>
    /// <param name="session">The run.</param>
    /// <param name="store">The store imported into.</param>
    /// <param name="history">The history as it is now.</param>
    /// <param name="outcome">What came of it.</param>
    /// <returns>When it is said.</returns>
    public static async Task SayAsync(Session session, IHistoryStore store, DocumentHistory history, string outcome)
    {
        if (session.Terminal.IsQuiet) return;
        session.Terminal.Line(outcome);
        if (history.IsEmpty) return;
        await PrintNewestAsync(session, store, history).ConfigureAwait(false);
    }

    private static async Task PrintNewestAsync(Session session, IHistoryStore store, DocumentHistory history)
    {
        var log = await history
            .LogAsync(new LogQuery(Limit: NewestShown), session.Cancellation)
            .ConfigureAwait(false);
        var answer = await new LogAnswer(history, null, log.OrRefuse())
            .WithPatchesAsync(store, session.Cancellation)
            .ConfigureAwait(false);
        answer.Print(session.Terminal);
    }
}
