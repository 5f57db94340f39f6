using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>watch FILE</c>: records a file as it is, and then at each save.</summary>
internal sealed class WatchCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The JSON document to watch" };

    private readonly Option<string?> _actor = new("--actor")
    {
        Description = "Who; otherwise TIMELINE_ACTOR, GIT_AUTHOR_NAME or the user's name",
        HelpName = "NAME",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public WatchCommand(CommonOptions common)
        : base(common, "watch", "Record a file as it is and then at each save, until Ctrl-C.")
    {
        Arguments.Add(_file);
        Options.Add(_actor);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var first = DocumentFile.Read(file);
        using var changes = new FileChanges(file);
        var history = await session.OpenOrBeginAsync(file, first).ConfigureAwait(false);
        history = await RecordAsync(session, history, DocumentFile.Read(file)).ConfigureAwait(false);
        if (!session.IsJson) session.Terminal.Remark($"watching {PlainText.OneLine(file)}; Ctrl-C ends");
        session.Terminal.Flush();
        try
        {
            await foreach (var _ in changes.SavesAsync(session.Cancellation).ConfigureAwait(false))
                history = await RecordSaveAsync(session, history, file).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a watch ends.
        }

        return ExitCode.Done;
    }

    // What is wrong with one save, or with the store for a moment, does not end the watch.
    private async Task<DocumentHistory> RecordSaveAsync(Session session, DocumentHistory history, string file)
    {
        try
        {
            var bytes = DocumentFile.TryRead(file);
            if (bytes is null) return history;
            var current = await history.RefreshAsync(session.Cancellation).ConfigureAwait(false);
            return await RecordAsync(session, current, bytes).ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is RefusalException or HistoryStoreException or IOException)
        {
            session.Terminal.Problem("not recorded", trouble.Message);
            return history;
        }
    }

    private async Task<DocumentHistory> RecordAsync(Session session, DocumentHistory history, byte[] bytes)
    {
        var file = session.Get(_file)!;
        var stamp = Session.StampOf(session.Get(_actor), null);
        var outcome = await history.RecordAsync(bytes, stamp, null, session.Cancellation).ConfigureAwait(false);
        var recorded = outcome.OrRefuse(file);
        if (recorded.IsNew) await SayAsync(session, file, stamp, recorded).ConfigureAwait(false);
        session.Terminal.Flush();
        return recorded.History;
    }

    private static async Task SayAsync(Session session, string file, Stamp stamp, Recorded recorded)
    {
        if (session.IsJson)
            JsonAnswer.PrintLine(session.Terminal, json => RecordCommand.WriteMembers(json, file, stamp, recorded));
        else
            await RecordCommand.SayAsync(session, file, recorded).ConfigureAwait(false);
        MovedTime.Say(session.Terminal, file, stamp, recorded.Version);
    }
}
