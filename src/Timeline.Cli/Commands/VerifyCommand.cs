using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>verify [FILE]</c>: reads the whole store and makes every hash again.</summary>
internal sealed class VerifyCommand : DocumentCommand
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "Only what concerns this document; otherwise the store of this folder",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _repairFrom = new("--repair-from")
    {
        Description = "Heal the store from this one, which holds the same documents; may be repeated",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "With --repair-from: replace a file of which nothing can be read by what the others have",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public VerifyCommand(CommonOptions common)
        : base(common, "verify", "Read everything that is recorded and check every hash.")
    {
        Arguments.Add(_file);
        Options.Add(_repairFrom);
        Options.Add(_replace);
        Validators.Add(it =>
        {
            if (it.GetResult(_repairFrom) is not null && it.GetResult(_file)?.Tokens.Count > 0)
                it.AddError("--repair-from heals the whole store; leave out FILE, or name the store with --store");
            if (it.GetResult(_replace) is not null && it.GetResult(_repairFrom) is null)
                it.AddError("--replace says how a store is healed; name what from with --repair-from COPY");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file);
        var location = session.Locate(file ?? ".");
        if (session.Get(_repairFrom) is { Length: > 0 } others)
        {
            return await new RepairRun(session, location, others, session.Get(_replace)).RunAsync()
                .ConfigureAwait(false);
        }

        var report = await ReportAsync(session, location).ConfigureAwait(false);
        var answer = file is null
            ? new Answer(location, report, null, report.Findings)
            : await AboutAsync(session, file, location, report).ConfigureAwait(false);
        if (session.IsJson) PrintJson(session.Terminal, answer);
        else Print(session.Terminal, answer);
        return answer.Findings.IsEmpty ? ExitCode.Done : ExitCode.No;
    }

    // The store is read as a whole; of one document is told what concerns it.
    private static async Task<Answer> AboutAsync(
        Session session, string file, StoreLocation location, VerifyReport report)
    {
        var names = location.NamesOf(file).Select(name => name.Text).ToArray();
        var findings = report.Findings.RemoveAll(it => it.History is not null && !names.Contains(it.History));
        if (!findings.IsEmpty)
        {
            var damaged = findings.Select(it => it.History).FirstOrDefault(it => it is not null);
            return new Answer(location, report, new Subject(damaged ?? names[0], 0, 0), findings);
        }

        var history = await session.FindAsync(file).ConfigureAwait(false);
        var pruned = history.Newest().LongCount(version => version.IsPruned);
        return new Answer(location, report, new Subject(history.Name.Text, history.Count, pruned), findings);
    }

    private static async Task<VerifyReport> ReportAsync(Session session, StoreLocation location)
    {
        try
        {
            var store = session.OpenStore(location);
            return await ProgressBar.RunAsync(
                session.Terminal,
                $"verifying {Path.GetFileName(location.File)}",
                progress => DocumentHistory.VerifyAsync(store, null, progress, session.Cancellation).AsTask())
                .ConfigureAwait(false);
        }
        catch (HistoryStoreException trouble) when (trouble.Trouble == StoreTrouble.Corrupt)
        {
            // Damage is what was asked about, so it is an answer.
            return new(0, 0, 0, [new VerifyFinding(trouble.History, trouble.Number, trouble.Fault ?? trouble.Message)]);
        }
        catch (HistoryStoreException trouble) when (trouble.Trouble == StoreTrouble.NotAStore)
        {
            throw new RefusalException(
                ExitCode.Trouble,
                await IsStoreAsync(location).ConfigureAwait(false)
                    ? $"{location.File} was replaced while it was verified, as a repair does; verify it again"
                    : $"{trouble.Message}; or heal it with --repair-from COPY, if it was one");
        }
    }

    // What was no store a moment ago is one now where another file has taken its place.
    private static async Task<bool> IsStoreAsync(StoreLocation location)
    {
        try
        {
            var store = SqliteHistoryStore.Open(location.File, new SqliteStoreOptions { ReadOnly = true });
            await store.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (HistoryStoreException)
        {
            return false;
        }
    }

    private static void Print(Terminal terminal, Answer answer)
    {
        var (location, report, subject, findings) = answer;
        foreach (var finding in findings)
            terminal.Problem("damaged", finding.ToString());
        if (!findings.IsEmpty)
        {
            var faults = Counts.Faults(findings.Length);
            terminal.Problem(
                "error", $"{location.File} has {faults}; heal it with --repair-from COPY");
            return;
        }

        var elsewhere = report.Findings.Length;
        if (elsewhere > 0)
        {
            terminal.Problem(
                "warning", $"other documents of the store have {Counts.Faults(elsewhere)}; see: timeline verify");
        }

        var whole = $"{Counts.Versions(report.Versions)} of {Counts.Documents(report.Histories)}";
        var besides = report.Histories == 1 ? "" : $" (the store has {whole})";
        var ok = terminal.Paint(Ink.Added, "ok");
        terminal.Remark(subject is null
            ? $"{ok}: {whole}{Pruned(report.Pruned)}"
            : $"{ok}: {Counts.Versions(subject.Versions)} of {PlainText.OneLine(subject.Document)}"
                + Pruned(subject.Pruned) + besides);
    }

    private static string Pruned(long count) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} of them pruned");

    private static void PrintJson(Terminal terminal, Answer answer) =>
        JsonAnswer.Print(terminal, json =>
        {
            var (location, report, subject, findings) = answer;
            json.WriteString("store", location.File);
            if (subject is not null) json.WriteString("document", subject.Document);
            json.WriteBoolean("ok", findings.IsEmpty);
            if (subject is null) json.WriteNumber("documents", report.Histories);
            json.WriteNumber("versions", subject?.Versions ?? report.Versions);
            json.WriteNumber("pruned", subject?.Pruned ?? report.Pruned);
            WriteFindings(json, "findings", findings);
        });

    /// <summary>Writes a member that is a list of what is wrong.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="findings">What is wrong.</param>
    internal static void WriteFindings(Utf8JsonWriter json, string name, ImmutableArray<VerifyFinding> findings) =>
        json.WriteList(name, findings, finding =>
        {
            json.WriteStartObject();
            json.WriteString("document", finding.History);
            if (finding.Number is { } number) json.WriteNumber("number", number);
            else json.WriteNull("number");
            json.WriteString("path", finding.Path?.ToString());
            json.WriteString("fault", finding.Fault);
            json.WriteEndObject();
        });

    private sealed record Answer(
        StoreLocation Location, VerifyReport Report, Subject? About, ImmutableArray<VerifyFinding> Findings);

    private sealed record Subject(string Document, long Versions, long Pruned);
}
