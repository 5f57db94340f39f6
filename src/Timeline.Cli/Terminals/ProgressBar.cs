using System.Runtime.CompilerServices;
using Spectre.Console;
using Timeline.Storage;

namespace Timeline.Cli.Terminals;

/// <summary>A bar on standard error for work that takes a while; nothing where nobody watches.</summary>
/// <remarks>
/// Drawn by Spectre.Console, which is touched here alone: loading it costs as much as a whole short command. The work
/// is done by another thread also where nobody watches: Ctrl-C is heeded only once the first one is back, and would
/// otherwise end the process in the middle, with files left behind that are half made.
/// </remarks>
internal static class ProgressBar
{
    /// <summary>Does some work, and shows how far it is.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="terminal">Tells whether anybody watches.</param>
    /// <param name="title">What the work is.</param>
    /// <param name="total">How many steps it has.</param>
    /// <param name="work">Does it, and calls back after each step.</param>
    /// <returns>What the work gave.</returns>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, int total, Func<Action, Task<T>> work) =>
        terminal.IsQuiet || Console.IsErrorRedirected
            ? Task.Run(() => work(() => { }))
            : DrawAsync(terminal, title, total, work);

    /// <summary>Does some work of a store, and shows how far it is.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="terminal">Tells whether anybody watches.</param>
    /// <param name="title">What the work is.</param>
    /// <param name="work">Does it, and tells how far it is, where that is not null.</param>
    /// <returns>What the work gave.</returns>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, Func<IProgress<StoreProgress>?, Task<T>> work) =>
        terminal.IsQuiet || Console.IsErrorRedirected ? Task.Run(() => work(null)) : DrawAsync(terminal, title, work);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<T> DrawAsync<T>(Terminal terminal, string title, int total, Func<Action, Task<T>> work) =>
        Bar(terminal).StartAsync(context =>
        {
            var task = context.AddTask(Markup.Escape(PlainText.OneLine(title)), maxValue: total);
            return work(() => task.Increment(1));
        });

    // Work on a store holds its thread, and the bar is drawn by another.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<T> DrawAsync<T>(
        Terminal terminal, string title, Func<IProgress<StoreProgress>?, Task<T>> work) =>
        Bar(terminal).StartAsync(context =>
        {
            var task = context.AddTask(Markup.Escape(PlainText.OneLine(title)));
            return Task.Run(() => work(new Shown(task)));
        });

    private static Progress Bar(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = terminal.ErrorHasColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        ProgressColumn[] columns =
            [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        return console.Progress().AutoClear(true).Columns(columns);
    }

    private sealed class Shown(ProgressTask task) : IProgress<StoreProgress>
    {
        public void Report(StoreProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
