using System.CommandLine;
using Timeline.Cli.Commands;
using Timeline.Cli.Terminals;
using Timeline.Storage;

namespace Timeline.Cli;

/// <summary>The command's edge: parses, runs, and turns every failure into one line and an exit code.</summary>
internal static class Program
{
    // Set to anything, an unexpected failure prints where it came from.
    private const string TraceVariable = "TIMELINE_TRACE";

    private static async Task<int> Main(string[] arguments)
    {
        Terminal? terminal = null;
        try
        {
            var root = TimelineCommand.For(arguments);
            var parse = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            terminal = new Terminal(parse.GetValue(root.Common.Quiet), parse.GetValue(root.Common.NoColor));
            return Misuse.Of(parse) is { } misuse
                ? Refuse(terminal, ExitCode.Misuse, misuse)
                : await InvokeAsync(parse, root, terminal).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The last resort: whatever comes here becomes one line and an exit code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Answer(terminal ??= new Terminal(quiet: false, noColor: true), failure);
        }
        finally
        {
            terminal?.Dispose();
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parse, TimelineCommand root, Terminal terminal)
    {
        root.Common.Terminal = terminal;
        if (parse.Tokens.Count == 0)
        {
            terminal.Text(RootHelp.Text);
            return ExitCode.Misuse;
        }

        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Out };
        var exitCode = await parse.InvokeAsync(invocation).ConfigureAwait(false);
        terminal.Flush();
        return exitCode;
    }

    private static int Answer(Terminal terminal, Exception failure) => failure switch
    {
        RefusalException refusal => Refuse(terminal, refusal.ExitCode, refusal.Message),
        HistoryStoreException trouble => Refuse(terminal, ExitCode.Trouble, trouble.Message),
        OperationCanceledException => Refuse(terminal, ExitCode.Interrupted, "interrupted; what was recorded is kept"),
        IOException or UnauthorizedAccessException => Refuse(
            terminal, ExitCode.Trouble, PlainText.Clause(failure.Message)),
        OutOfMemoryException => Refuse(
            terminal, ExitCode.Trouble, "there is not enough memory for a document of this size"),
        _ => AnswerUnexpected(terminal, failure),
    };

    private static int AnswerUnexpected(Terminal terminal, Exception failure)
    {
        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }) terminal.Trace(failure);
        var message = $"unexpected: {failure.GetType().Name}: {failure.Message} (set {TraceVariable}=1 to see where)";
        return Refuse(terminal, ExitCode.Trouble, message);
    }

    private static int Refuse(Terminal terminal, int exitCode, string message)
    {
        terminal.Problem("error", message);
        return exitCode;
    }
}
