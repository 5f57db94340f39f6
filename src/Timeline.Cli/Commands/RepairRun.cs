using System.Text.Json;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>verify --repair-from OTHER_STORE</c>: makes a damaged store whole again.</summary>
/// <param name="session">The run.</param>
/// <param name="location">The store.</param>
/// <param name="others">The stores to heal it from, as the user wrote them.</param>
/// <param name="replaces">Whether a file of which nothing can be read is replaced by what they have.</param>
internal sealed class RepairRun(
    Session session, StoreLocation location, IReadOnlyList<string> others, bool replaces)
{
    private readonly List<string> _read = [];

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        if (!location.Exists)
        {
            throw new RefusalException(
                ExitCode.No, $"there is no store '{location.File}'; copy another one to this place instead");
        }

        var replicas = new List<IHistoryStore>();
        foreach (var other in others)
        {
            if (Open(other) is not { } replica) continue;
            replicas.Add(replica);
            _read.Add(other);
        }

        var report = await ProgressBar.RunAsync(
            session.Terminal,
            $"repairing {Path.GetFileName(location.File)}",
            progress => RepairAsync(replicas, progress)).ConfigureAwait(false);
        if (session.IsJson) JsonAnswer.Print(session.Terminal, json => Write(json, report));
        else Print(session.Terminal, report);
        return report.IsWhole ? ExitCode.Done : ExitCode.No;
    }

    private SqliteHistoryStore? Open(string other)
    {
        var full = Path.GetFullPath(other);
        if (full == location.File) throw IsItself($"'{other}'");
        if (!File.Exists(full) && !Directory.Exists(full))
            throw new RefusalException(ExitCode.Trouble, $"there is no store '{other}'; name a copy of this one");
        try
        {
            return session.OpenToRead(full);
        }
        catch (HistoryStoreException damage)
            when (others.Count > 1 && damage.Trouble is StoreTrouble.Corrupt or StoreTrouble.NotAStore)
        {
            session.Terminal.Problem("warning", $"{PlainText.OneLine(other)} is of no help: {damage.Message}");
            return null;
        }
    }

    private async Task<RepairReport> RepairAsync(
        IReadOnlyList<IHistoryStore> replicas, IProgress<StoreProgress>? progress)
    {
        var options = new RepairOptions { Progress = progress, ReplacesUnreadable = replaces };
        try
        {
            return await SqliteHistoryStore.RepairAsync(location.File, replicas, options, session.Cancellation)
                .ConfigureAwait(false);
        }
        catch (ArgumentException same) when (same.ParamName == "replicas")
        {
            throw IsItself(others.Count == 1 ? $"'{others[0]}'" : "one of the other stores");
        }
    }

    private static RefusalException IsItself(string other) =>
        new(ExitCode.Misuse, $"{other} is the store itself; name a copy of it");

    private void Print(Terminal terminal, RepairReport report)
    {
        foreach (var finding in report.Findings) terminal.Problem("damaged", finding.ToString());
        foreach (var finding in report.Unhealed) terminal.Problem("lost", finding.ToString());
        var store = PlainText.OneLine(location.File);
        if (!report.IsWhole)
        {
            var instead = report.IsReplaced ? "; --replace puts what they have in its place, and keeps it" : "";
            terminal.Problem("error", $"{store} cannot be repaired from these stores; nothing was changed{instead}");
            return;
        }

        var ok = terminal.Paint(Ink.Added, "ok");
        if (report.Kept is not { } kept)
        {
            terminal.Remark($"{ok}: {store} is whole; nothing was changed");
            return;
        }

        if (report.IsReplaced)
        {
            terminal.Problem(
                "warning", "nothing of the store could be read; what it alone had is in the kept file, if anywhere");
        }

        var pruned = report.Taken.Count(it => it.IsPruned);
        var without = pruned == 0 ? "" : $" ({Counts.Versions(pruned)} pruned there)";
        var taken = $"{Counts.Versions(report.Taken.Length)} taken from elsewhere{without}";
        terminal.Remark($"{ok}: {store} is repaired, {taken}; the damaged file is kept: {PlainText.OneLine(kept)}");
    }

    private void Write(Utf8JsonWriter json, RepairReport report)
    {
        json.WriteString("store", location.File);
        json.WriteBoolean("ok", report.IsWhole);
        json.WriteBoolean("repaired", report.Kept is not null);
        json.WriteBoolean("replaced", report.Kept is not null && report.IsReplaced);
        json.WriteString("kept", report.Kept);
        VerifyCommand.WriteFindings(json, "findings", report.Findings);
        VerifyCommand.WriteFindings(json, "lost", report.Unhealed);
        json.WriteList("taken", report.Taken, taken =>
        {
            json.WriteStartObject();
            json.WriteString("document", taken.History.Text);
            json.WriteNumber("number", taken.Version.Number);
            json.WriteString("id", taken.Version.Id.ToString());
            json.WriteString("from", _read[taken.Replica]);
            json.WriteBoolean("pruned", taken.IsPruned);
            json.WriteEndObject();
        });
    }
}
