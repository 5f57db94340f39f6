using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using Timeline.Cli.Terminals;

namespace Timeline.Cli.Commands;

/// <summary>
/// <c>help [COMMAND]</c>: what <c>--help</c> prints, for whoever tries this first; with <c>--json</c> the commands,
/// arguments and options for a program.
/// </summary>
internal sealed class HelpCommand : Command
{
    private readonly Argument<string?> _command = new("COMMAND")
    {
        Description = "The command to print the page of; without it, an overview",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The command.</summary>
    /// <param name="root">Has the pages.</param>
    public HelpCommand(TimelineCommand root)
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
            var page = name is null ? root : TimelineCommand.For(line);
            if (parse.GetValue(root.Common.Json))
            {
                Command command = name is null ? root : page.Subcommands.First(command => command.Name == name);
                JsonAnswer.Print(root.Common.Terminal!, json => Write(json, command, page));
                return ExitCode.Done;
            }

            return page.Parse(line).Invoke(parse.InvocationConfiguration);
        });
    }

    private static void Write(Utf8JsonWriter json, Command command, RootCommand root)
    {
        if (command == root) json.WriteNull("command");
        else json.WriteString("command", command.Name);
        json.WriteString("description", command.Description);
        json.WriteList("commands", command.Subcommands, it => WriteSymbol(json, it, []));
        json.WriteList("arguments", command.Arguments, it => WriteSymbol(json, it, []));
        var options = command == root
            ? command.Options
            : command.Options.Concat(root.Options.Where(option => option.Recursive));
        json.WriteList("options", options.Where(option => !option.Hidden), it => WriteSymbol(json, it, it.Aliases));
    }

    private static void WriteSymbol(Utf8JsonWriter json, Symbol symbol, IEnumerable<string> aliases)
    {
        json.WriteStartObject();
        json.WriteString("name", symbol.Name);
        json.WriteList("aliases", aliases, json.WriteStringValue);
        json.WriteString("description", symbol.Description);
        json.WriteEndObject();
    }
}
