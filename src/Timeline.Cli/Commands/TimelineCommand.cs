using System.CommandLine;
using System.CommandLine.Help;

namespace Timeline.Cli.Commands;

/// <summary>The command itself, with all its commands.</summary>
internal sealed class TimelineCommand : RootCommand
{
    /// <summary>The whole command line.</summary>
    public TimelineCommand()
        : base("The whole history of a JSON document")
    {
        Options.Add(Common.Json);
        Options.Add(Common.Store);
        Options.Add(Common.Quiet);
        Options.Add(Common.NoColor);
        Subcommands.Add(new RecordCommand(Common));
        Subcommands.Add(new WatchCommand(Common));
        Subcommands.Add(new ImportCommand(Common));
        Subcommands.Add(new LogCommand(Common));
        Subcommands.Add(new ShowCommand(Common));
        Subcommands.Add(new DiffCommand(Common));
        Subcommands.Add(new BlameCommand(Common));
        Subcommands.Add(new RollbackCommand(Common));
        Subcommands.Add(new BranchCommand(Common));
        Subcommands.Add(new SwitchCommand(Common));
        Subcommands.Add(new MergeCommand(Common));
        Subcommands.Add(new PruneCommand(Common));
        Subcommands.Add(new ListCommand(Common));
        Subcommands.Add(new VerifyCommand(Common));
        Subcommands.Add(new ExportCommand(Common));
        Subcommands.Add(new HelpCommand(this));
        _ = Options.Remove(Options.First(option => option is HelpOption));
        var help = new HelpOption("--help", "-h") { Description = "Print help" };
        help.Action = new RootHelp((HelpAction)help.Action!);
        Options.Add(help);
    }

    /// <summary>What every command understands.</summary>
    public CommonOptions Common { get; } = new();
}
