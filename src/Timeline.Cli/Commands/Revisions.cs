using System.CommandLine;
using System.CommandLine.Completions;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary>Arguments that name a version, a branch or a path, and what completes them.</summary>
internal static class Revisions
{
    private const int MostSuggested = 20;

    /// <summary>An option for a path in the document.</summary>
    /// <param name="description">What the path does.</param>
    /// <returns>The option.</returns>
    public static Option<string?> PathOption(string description) => new("--path")
    {
        Description = description,
        HelpName = "PATH",
    };

    /// <summary>The path that the user wrote.</summary>
    /// <param name="session">The run.</param>
    /// <param name="option">The option.</param>
    /// <returns>The path, or null where none was written.</returns>
    public static ValuePath? PathOf(Session session, Option<string?> option) =>
        session.Get(option) is { } text ? ValuePath.Parse(text).OrRefuse() : null;

    /// <summary>The revision that the user wrote.</summary>
    /// <param name="text">The text; null for the head.</param>
    /// <returns>The revision.</returns>
    public static Revision Of(string? text) =>
        text is null ? Revision.CurrentHead : Revision.Parse(text).OrRefuse();

    /// <summary>What to say besides where there is no such branch.</summary>
    /// <param name="file">The document.</param>
    /// <returns>Words that stand behind the error.</returns>
    public static Func<TimelineError, string> SeeBranches(string file) =>
        error => error is TimelineError.BranchUnknown ? $"; see: timeline branch {ShellWord.Of(file)}" : "";

    /// <summary>Completes an argument with branches, the newest versions and <c>head</c>.</summary>
    /// <param name="sources">What completes the argument or option.</param>
    /// <param name="common">Tells the store.</param>
    /// <param name="file">Tells the document.</param>
    public static void SuggestVersions(
        this List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources,
        CommonOptions common,
        Argument<string> file) =>
        sources.Add(context => Suggestions(context, common, file, history =>
            ["head", .. Branches(history), .. Numbers(history)]));

    /// <summary>Completes an argument with branches.</summary>
    /// <param name="sources">What completes the argument or option.</param>
    /// <param name="common">Tells the store.</param>
    /// <param name="file">Tells the document.</param>
    public static void SuggestBranches(
        this List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources,
        CommonOptions common,
        Argument<string> file) =>
        sources.Add(
            context => Suggestions(context, common, file, history => [.. Branches(history)]));

    private static IEnumerable<string> Branches(DocumentHistory history) =>
        history.Branches.Select(branch => branch.Name.Text);

    private static IEnumerable<string> Numbers(DocumentHistory history) =>
        Enumerable.Range(1, (int)Math.Min(MostSuggested, history.Count))
            .Select(back => (history.Count - back).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string[] Suggestions(
        CompletionContext context, CommonOptions common, Argument<string> file, Func<DocumentHistory, string[]> from)
    {
        if (context.ParseResult.GetValue(file) is not { Length: > 0 } document) return [];
        try
        {
            return Task.Run(async () =>
            {
                var session = new Session(common, context.ParseResult, CancellationToken.None);
                await using (session.ConfigureAwait(false))
                {
                    var name = DocumentReference.Parse(document).File;
                    return from(await session.FindAsync(name).ConfigureAwait(false));
                }
            }).GetAwaiter().GetResult();
        }
        catch (Exception trouble) when (trouble is RefusalException or HistoryStoreException or IOException)
        {
            // Whoever presses Tab wants suggestions or nothing.
            return [];
        }
    }
}
