using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
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

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public VerifyCommand(CommonOptions common)
        : base(common, "verify", "Read everything that is recorded and check every hash.")
    {
        Arguments.Add(_file);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file);
        var location = session.Locate(file ?? ".");
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
            return await DocumentHistory.VerifyAsync(store, null, session.Cancellation).ConfigureAwait(false);
        }
        catch (HistoryStoreException trouble) when (trouble.Trouble == StoreTrouble.Corrupt)
        {
            // Damage is what was asked about, so it is an answer.
            return new(0, 0, 0, [new VerifyFinding(trouble.History, trouble.Number, trouble.Message)]);
        }
    }

    private static void Print(Terminal terminal, Answer answer)
    {
        var (location, report, subject, findings) = answer;
        foreach (var finding in findings)
            terminal.Problem("damaged", finding.ToString());
        if (!findings.IsEmpty)
        {
            var faults = Faults(findings.Length);
            terminal.Problem("error", $"{location.File} has {faults}; restore it from a copy, or export what is whole");
            return;
        }

        var elsewhere = report.Findings.Length;
        if (elsewhere > 0)
            terminal.Problem("warning", $"other documents of the store have {Faults(elsewhere)}; see: timeline verify");
        var documents = report.Histories == 1 ? "document" : "documents";
        var whole = string.Create(
            CultureInfo.InvariantCulture, $"{Versions(report.Versions)} of {report.Histories} {documents}");
        var besides = report.Histories == 1 ? "" : $" (the store has {whole})";
        var ok = terminal.Paint(Ink.Added, "ok");
        terminal.Remark(subject is null
            ? $"{ok}: {whole}{Pruned(report.Pruned)}"
            : $"{ok}: {Versions(subject.Versions)} of {PlainText.OneLine(subject.Document)}{Pruned(subject.Pruned)}"
                + besides);
    }

    private static string Faults(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "fault" : "faults")}");

    private static string Versions(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "version" : "versions")}");

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
            json.WriteList("findings", findings, finding =>
            {
                json.WriteStartObject();
                json.WriteString("document", finding.History);
                if (finding.Number is { } number) json.WriteNumber("number", number);
                else json.WriteNull("number");
                json.WriteString("fault", finding.Fault);
                json.WriteEndObject();
            });
        });

    private sealed record Answer(
        StoreLocation Location, VerifyReport Report, Subject? About, ImmutableArray<VerifyFinding> Findings);

    private sealed record Subject(string Document, long Versions, long Pruned);
}
