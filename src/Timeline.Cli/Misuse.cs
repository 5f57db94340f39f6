using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Timeline.Cli.Commands;
using Timeline.Cli.Terminals;

namespace Timeline.Cli;

/// <summary>What is wrong with a command as it was written, in one line.</summary>
internal static class Misuse
{
    // What an option's value is called where it names a file.
    private const string FileName = "FILE";

    /// <summary>The first thing that is wrong.</summary>
    /// <param name="parse">The command as it was read.</param>
    /// <returns>A line that says what to do, or null where nothing is wrong.</returns>
    public static string? Of(ParseResult parse)
    {
        if (parse.Tokens.Count == 0 || AsksForHelp(parse)) return null;
        if (UnknownOption(parse) is { } option) return option;
        var command = parse.CommandResult.Command;
        if (parse.Errors.Count == 0) return Empty(parse) is { } empty ? $"{empty}{Page(command)}" : null;
        if (command is RootCommand && parse.UnmatchedTokens is [var unknown, ..])
            return UnknownCommand(unknown, command);

        return $"{WithoutValue(parse) ?? Missing(parse) ?? TooMany(parse) ?? Said(parse)}{Page(command)}";
    }

    private static string Said(ParseResult parse) => parse.CommandResult.Command is RootCommand
        ? "name a command"
        : PlainText.Clause(parse.Errors[0].Message);

    private static string? WithoutValue(ParseResult parse) => parse.Errors
        .Select(error => error.SymbolResult)
        .OfType<OptionResult>()
        .Where(it => it.Tokens.Count < it.Option.Arity.MinimumNumberOfValues)
        .Select(it => $"{it.Option.Name} needs {it.Option.HelpName?.Replace(" ", " and ", StringComparison.Ordinal)}")
        .FirstOrDefault();

    private static string? TooMany(ParseResult parse) => parse.UnmatchedTokens is [var first, ..]
        ? $"'{first}' is more than '{parse.CommandResult.Command.Name}' takes"
        : null;

    /// <summary>That there is no such command.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="root">Has the commands there are.</param>
    /// <returns>A line that says what to do.</returns>
    public static string UnknownCommand(string name, Command root) =>
        $"there is no command '{name}'; {Near(name, root.Subcommands.Select(it => it.Name))}see 'timeline --help'";

    // An argument that takes many files would take a mistyped option for one of them.
    private static string? UnknownOption(ParseResult parse)
    {
        if (parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)) return null;
        var command = parse.CommandResult.Command;
        var written = command.Arguments
            .SelectMany(argument => parse.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value)
            .Concat(parse.UnmatchedTokens)
            .FirstOrDefault(text => text.Length > 1 && text[0] == '-');
        if (written is null) return null;

        var option = written.Split('=')[0];
        var known = command.Options.Concat(parse.RootCommandResult.Command.Options)
            .SelectMany(it => it.Aliases.Prepend(it.Name))
            .Where(name => name.StartsWith("--", StringComparison.Ordinal));
        return $"there is no option '{option}'; {Near(option, known)}see '{PageName(command)} --help'";
    }

    // A variable of the shell that is not set comes as an empty text.
    private static string? Empty(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var arguments = command.Arguments
            .Where(argument => IsEmpty(parse.GetResult(argument)))
            .Select(argument => argument.Name);
        var options = command.Options.Concat(parse.RootCommandResult.Command.Options)
            .Where(option => option.HelpName == FileName && IsEmpty(parse.GetResult(option)))
            .Select(option => option.Name);
        return arguments.Concat(options).FirstOrDefault() is { } name ? $"{name} is an empty text" : null;
    }

    private static bool IsEmpty(SymbolResult? result) => result?.Tokens.Any(token => token.Value.Length == 0) ?? false;

    private static string Page(Command command) => $"; see '{PageName(command)} --help'";

    private static string PageName(Command command) =>
        command is RootCommand ? "timeline" : $"timeline {command.Name}";

    private static string? Missing(ParseResult parse) => parse.CommandResult.Command.Arguments
        .Where(argument => (parse.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues)
        .Select(argument => $"'{parse.CommandResult.Command.Name}' needs {argument.Name}")
        .FirstOrDefault();

    // A directive such as [suggest] is answered whatever stands behind it.
    private static bool AsksForHelp(ParseResult parse) =>
        parse.Action is HelpAction or RootHelp || parse.Tokens is [{ Type: TokenType.Directive }, ..];

    private static string Near(string unknown, IEnumerable<string> known)
    {
        var near = known
            .Select(name => (Name: name, Steps: Steps(unknown, name)))
            .Where(candidate => candidate.Steps <= 2)
            .OrderBy(candidate => candidate.Steps)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return near is null ? "" : $"did you mean '{near}'? ";
    }

    // How many letters must come, go or change places to make one word of the other.
    private static int Steps(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var current = new int[to.Length + 1];
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var change = from[row - 1] == to[column - 1] ? 0 : 1;
                current[column] = Math.Min(
                    Math.Min(current[column - 1], above[column]) + 1, above[column - 1] + change);
            }

            above = current;
        }

        return above[^1];
    }
}
