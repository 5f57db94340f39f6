using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Timeline.Cli.Commands;

/// <summary>Help: an overview for the command itself, the usual page for each of its commands.</summary>
/// <param name="usual">Prints the usual page.</param>
internal sealed class RootHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>The overview.</summary>
    public const string Text = """
        timeline remembers every version of a JSON document.

        Usage: timeline COMMAND [OPTIONS]

        Record
          record FILE...              Record files as their next versions
          watch FILE                  Record a file at each save, until Ctrl-C
          import FILE --git REPO      Record every revision of a file in a git history
          import ARCHIVE.jsonl        Take in what export wrote

        Ask
          log FILE                    List versions, newest first
          show FILE[@V]               Print a version, byte for byte
          diff FILE [A [B]]           Show what changed between two versions, or since
          blame FILE[@V]              Show which version set each value
          list                        List the documents of the store
          verify [FILE]               Read everything and check every hash
          changes LOG.jsonl           Show or follow the change log of a container

        Change
          rollback FILE V             Go back to a version by recording it again
          branch FILE [NAME]          List branches, or make, rename or delete one
          switch FILE NAME            Go on with another branch
          merge FILE BRANCH           Merge a branch into the current one
          prune FILE                  Give up the content of old versions
          export FILE ARCHIVE.jsonl   Write a history to a file
          backup FILE                 Copy the store while others use it

        A version V is a number (12), head, head~3, a branch, the beginning of an id,
        or a time (2026-01-31T10:00Z). The store is the nearest .timeline/timeline.db
        upward.

        Options
          --json          Print the answer as one JSON document
          --store FILE    Use this store
          -q, --quiet     Print answers and errors only
          --no-color      Print without colour (so does the variable NO_COLOR)
          --version       Print the version of timeline
          -h, --help      Print help; after a command, about it, as does help COMMAND

        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand) return usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.Write(Text);
        return ExitCode.Done;
    }
}
