using LanguageExt;

namespace Timeline.Cli;

/// <summary>Turns what the library answers into what the command does.</summary>
internal static class Outcome
{
    /// <summary>The value, or the end of the command with the error's line.</summary>
    /// <typeparam name="T">What was wanted.</typeparam>
    /// <param name="outcome">What the library answered.</param>
    /// <param name="file">The file it was asked about, said first unless the error names it; null for none.</param>
    /// <param name="advice">What the command can say besides about an error; null for nothing.</param>
    /// <returns>The value.</returns>
    public static T OrRefuse<T>(
        this Either<TimelineError, T> outcome, string? file = null, Func<TimelineError, string>? advice = null) =>
        outcome.IsRight ? (T)outcome : throw Refusal((TimelineError)outcome, file, advice);

    private static RefusalException Refusal(
        TimelineError error, string? file, Func<TimelineError, string>? advise)
    {
        var advice = advise?.Invoke(error);
        var isNamed = file is null || error.Message.Contains($"'{file}'", StringComparison.Ordinal);
        return new(CodeOf(error), isNamed ? $"{error.Message}{advice}" : $"{file}: {error.Message}{advice}");
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
