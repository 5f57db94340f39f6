using System.CommandLine;
using System.Globalization;
using Timeline.Cli.Terminals;
using Timeline.Sqlite;

namespace Timeline.Cli.Commands;

/// <summary><c>backup FILE</c>: a verified copy of the store, while others use it.</summary>
internal sealed class BackupCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The copy to make" };

    private readonly Option<bool> _force = new("--force") { Description = "Replace FILE where it is an earlier copy" };

    private readonly Option<bool> _noVerify = new("--no-verify")
    {
        Description = "Leave out reading the copy and making every hash again",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public BackupCommand(CommonOptions common)
        : base(common, "backup", "Copy the store as it is at one moment, also while others write, and verify the copy.")
    {
        Arguments.Add(_file);
        Options.Add(_force);
        Options.Add(_noVerify);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var location = session.Locate(".");
        if (File.Exists(file) && !session.Get(_force) && Path.GetFullPath(file) != location.File)
        {
            throw new RefusalException(
                ExitCode.Trouble,
                $"'{file}' is there already; name another file, or if it is an earlier copy, replace it with --force");
        }

        var store = session.OpenSqlite(location);
        var report = await ProgressBar.RunAsync(
            session.Terminal,
            $"copying {Path.GetFileName(location.File)}",
            progress => store.BackupAsync(
                file,
                new BackupOptions
                {
                    Overwrite = session.Get(_force),
                    LeavesVerifyingOut = session.Get(_noVerify),
                    Progress = progress,
                },
                session.Cancellation).AsTask()).ConfigureAwait(false);
        if (session.IsJson) PrintJson(session.Terminal, location.File, report);
        else Print(session.Terminal, file, report);
        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, string file, BackupReport report)
    {
        var verified = report.Verified is { } whole
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Counts.Versions(whole.Versions)} of {Counts.Documents(whole.Histories)}, verified")
            : "not verified";
        terminal.Remark($"copied to {PlainText.OneLine(file)}: {verified}");
    }

    private static void PrintJson(Terminal terminal, string store, BackupReport report) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("store", store);
            json.WriteString("backup", report.Path);
            json.WriteNumber("bytes", report.Bytes);
            json.WriteBoolean("verified", report.Verified is not null);
            if (report.Verified is not { } whole) return;
            json.WriteNumber("documents", whole.Histories);
            json.WriteNumber("versions", whole.Versions);
        });
}
