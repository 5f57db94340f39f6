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
        Options.Add(common.Json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file);
        var location = session.Locate(file ?? ".");
        var report = await ReportAsync(session, location).ConfigureAwait(false);
        var findings = report.Findings;
        if (file is not null)
        {
            var name = location.NameOf(file).Text;
            findings = [.. findings.Where(finding => finding.History is null || finding.History == name)];
        }

        if (session.IsJson) PrintJson(session.Terminal, location, report, findings);
        else Print(session.Terminal, location, report, findings);
        return findings.IsEmpty ? ExitCode.Done : ExitCode.No;
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

    private static void Print(
        Terminal terminal, StoreLocation location, VerifyReport report, ImmutableArray<VerifyFinding> findings)
    {
        foreach (var finding in findings)
            terminal.Problem("damaged", finding.ToString());
        if (!findings.IsEmpty)
        {
            var faults = string.Create(
                CultureInfo.InvariantCulture, $"{findings.Length} {(findings.Length == 1 ? "fault" : "faults")}");
            terminal.Problem("error", $"{location.File} has {faults}; restore it from a copy, or export what is whole");
            return;
        }

        var pruned = report.Pruned > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {report.Pruned} of them pruned")
            : "";
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Versions} versions of {report.Histories} {(report.Histories == 1 ? "document" : "documents")}");
        terminal.Remark($"{terminal.Paint(Ink.Added, "ok")}: {counts}{pruned}");
    }

    private static void PrintJson(
        Terminal terminal, StoreLocation location, VerifyReport report, ImmutableArray<VerifyFinding> findings) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("store", location.File);
            json.WriteBoolean("ok", findings.IsEmpty);
            json.WriteNumber("documents", report.Histories);
            json.WriteNumber("versions", report.Versions);
            json.WriteNumber("pruned", report.Pruned);
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
}
