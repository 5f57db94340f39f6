using System.CommandLine;
using System.CommandLine.Help;

namespace Timeline.Cli.Commands;

/// <summary>The command itself, with all its commands.</summary>
internal sealed class TimelineCommand : RootCommand
{
    private static readonly (string Name, Func<TimelineCommand, Command> Make)[] Commands =
    [
        ("record", root => new RecordCommand(root.Common)),
        ("watch", root => new WatchCommand(root.Common)),
        ("import", root => new ImportCommand(root.Common)),
        ("log", root => new LogCommand(root.Common)),
        ("show", root => new ShowCommand(root.Common)),
        ("diff", root => new DiffCommand(root.Common)),
        ("blame", root => new BlameCommand(root.Common)),
        ("rollback", root => new RollbackCommand(root.Common)),
        ("branch", root => new BranchCommand(root.Common)),
        ("switch", root => new SwitchCommand(root.Common)),
        ("merge", root => new MergeCommand(root.Common)),
        ("prune", root => new PruneCommand(root.Common)),
        ("list", root => new ListCommand(root.Common)),
        ("verify", root => new VerifyCommand(root.Common)),
        ("backup", root => new BackupCommand(root.Common)),
        ("changes", root => new ChangesCommand(root.Common)),
        ("export", root => new ExportCommand(root.Common)),
        ("help", root => new HelpCommand(root)),
    ];

    private TimelineCommand(Func<string, bool> isWanted)
        : base("The whole history of a JSON document")
    {
        Options.Add(Common.Json);
        Options.Add(Common.Store);
        Options.Add(Common.Quiet);
        Options.Add(Common.NoColor);
        foreach (var (name, make) in Commands)
            if (isWanted(name)) Subcommands.Add(make(this));
        if (Subcommands is [DocumentCommand alone]) alone.Suit(Common);
        _ = Options.Remove(Options.First(option => option is HelpOption));
        var help = new HelpOption("--help", "-h") { Description = "Print help" };
        help.Action = new RootHelp((HelpAction)help.Action!);
        Options.Add(help);
    }

    /// <summary>What is needed to read some arguments.</summary>
    /// <param name="arguments">As the user wrote them.</param>
    /// <returns>
    /// The whole command line; where the arguments begin with a command that knows nothing of the others, that one
    /// alone, as making all of them takes longer than many an answer.
    /// </returns>
    public static TimelineCommand For(IReadOnlyList<string> arguments)
    {
        var first = arguments is [['[', ..], var line, ..] ? CommandIn(line)
            : arguments.Count > 0 ? arguments[0]
            : "";
        return first != "help" && Commands.Any(command => command.Name == first)
            ? new TimelineCommand(name => name == first)
            : new TimelineCommand(_ => true);
    }

    // A directive such as [suggest] is followed by the whole line as one text, as it was begun.
    private static string CommandIn(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = words is [var self, ..] && Path.GetFileNameWithoutExtension(self) == "timeline" ? 1 : 0;
        return words.Length > at && line.Length > line.IndexOf(words[at], StringComparison.Ordinal) + words[at].Length
            ? words[at]
            : "";
    }

    /// <summary>What every command understands.</summary>
    public CommonOptions Common { get; } = new();
}
