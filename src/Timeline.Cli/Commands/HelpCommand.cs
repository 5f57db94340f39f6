using System.CommandLine;
using System.CommandLine.Completions;

namespace Timeline.Cli.Commands;

/// <summary><c>help [COMMAND]</c>: what <c>--help</c> prints, for whoever tries this first.</summary>
internal sealed class HelpCommand : Command
{
    private readonly Argument<string?> _command = new("COMMAND")
    {
        Description = "The command to print the page of; without it, an overview",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The command.</summary>
    /// <param name="root">Has the pages.</param>
    public HelpCommand(RootCommand root)
        : base("help", "Print help; with a command, about it.")
    {
        _command.CompletionSources.Add(_ => root.Subcommands.Select(command => new CompletionItem(command.Name)));
        Arguments.Add(_command);
        SetAction(parse =>
        {
            var name = parse.GetValue(_command);
            if (name is not null && root.Subcommands.All(command => command.Name != name))
                throw new RefusalException(ExitCode.Misuse, Misuse.UnknownCommand(name, root));

            string[] line = name is null ? ["--help"] : [name, "--help"];
            return root.Parse(line).Invoke(parse.InvocationConfiguration);
        });
    }
}
