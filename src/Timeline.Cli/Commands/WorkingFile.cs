using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Documents;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary>The document on the disk, for commands that overwrite it.</summary>
internal static class WorkingFile
{
    /// <summary>An option that lets a command overwrite what is not recorded.</summary>
    /// <returns>The option.</returns>
    public static Option<bool> ForceOption() => new("--force")
    {
        Description = "Overwrite edits that are not recorded",
    };

    /// <summary>Ends the command if the file holds what no version holds.</summary>
    /// <param name="session">The run.</param>
    /// <param name="history">The document's history.</param>
    /// <param name="file">The file; it may be missing.</param>
    /// <param name="force">Whether the user gives the edits up.</param>
    /// <returns>When that is certain.</returns>
    public static async Task GuardAsync(Session session, DocumentHistory history, string file, bool force)
    {
        if (force || DocumentFile.TryRead(file) is not { } bytes) return;
        foreach (var branch in history.Branches)
        {
            var isHead = await history.IsRecordedAsync(bytes, branch.Name, session.Cancellation).ConfigureAwait(false);
            if (isHead.OrRefuse(file)) return;
        }

        // An older version, left there by a command that was cut short, is not lost either.
        var hash = Digest.Of(bytes);
        var log = await history.LogAsync(LogQuery.All, session.Cancellation).ConfigureAwait(false);
        if (log.OrRefuse(file).Any(entry => entry.Version.ContentHash == hash && !entry.Version.IsPruned)) return;

        throw new RefusalException(
            ExitCode.No,
            $"'{file}' has edits that are not recorded; record them first, or give them up with --force");
    }

    /// <summary>Puts the exact bytes of a version beside the file, on the disk, ready to take its place.</summary>
    /// <param name="session">The run.</param>
    /// <param name="history">The document's history.</param>
    /// <param name="file">The file.</param>
    /// <param name="version">The version.</param>
    /// <returns>The file about to be replaced.</returns>
    public static async Task<AtomicFile> DraftAsync(
        Session session, DocumentHistory history, string file, Revision version)
    {
        var outcome = await history.RestoreAsync(version, session.Cancellation).ConfigureAwait(false);
        var bytes = outcome.OrRefuse(file).Document.Bytes;
        var draft = new AtomicFile(file);
        try
        {
            await draft.WriteAsync(bytes, session.Cancellation).ConfigureAwait(false);
            draft.Flush();
            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }
}
