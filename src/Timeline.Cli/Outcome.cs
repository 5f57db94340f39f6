using LanguageExt;

namespace Timeline.Cli;

/// <summary>Turns what the library answers into what the command does.</summary>
internal static class Outcome
{
    /// <summary>The value, or the end of the command with the error's line.</summary>
    /// <typeparam name="T">What was wanted.</typeparam>
    /// <param name="outcome">What the library answered.</param>
    /// <param name="file">The file it was asked about; null where the error names it.</param>
    /// <returns>The value.</returns>
    public static T OrRefuse<T>(this Either<TimelineError, T> outcome, string? file = null) =>
        outcome.Match(value => value, error => throw Refusal(error, file));

    private static RefusalException Refusal(TimelineError error, string? file) =>
        new(CodeOf(error), file is null ? Clause(error.Message) : $"{file}: {Clause(error.Message)}");

    // A sentence of the library as the rest of a line that has begun already.
    private static string Clause(string message)
    {
        var text = message.TrimEnd('.');
        return text is [var first, var second, ..] && char.IsAsciiLetterUpper(first) && char.IsAsciiLetterLower(second)
            ? char.ToLowerInvariant(first) + text[1..]
            : text;
    }

    private static int CodeOf(TimelineError error) => error switch
    {
        TimelineError.RevisionUnreadable or TimelineError.BranchNameInvalid or TimelineError.HistoryNameInvalid
            or TimelineError.PathInvalid => ExitCode.Misuse,
        TimelineError.SourceUnreadable or TimelineError.BytesDiffer or TimelineError.PatchUnfit
            or TimelineError.HeadMoved => ExitCode.Trouble,
        _ => ExitCode.No,
    };
}
