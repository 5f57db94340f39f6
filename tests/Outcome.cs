using LanguageExt;

namespace Timeline.Tests;

/// <summary>What an answer holds, where a test knows which of the two it is; the other one fails the test.</summary>
internal static class Outcome
{
    public static T Right<T>(Either<TimelineError, T> answer) => answer.Match(
        Right: value => value,
        Left: error => throw new InvalidOperationException(error.Message));

    public static TimelineError Left<T>(Either<TimelineError, T> answer) => answer.Match(
        Right: value => throw new InvalidOperationException($"no error but {value}"),
        Left: error => error);
}
