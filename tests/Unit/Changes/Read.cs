using LanguageExt;
using Timeline.Values;

namespace Timeline.Tests.Unit.Changes;

internal static class Read
{
    public static Value Json(string text) => Right(Timeline.Values.Json.Parse(text));

    public static T Right<T>(Either<TimelineError, T> either) => either.Match(
        Right: value => value,
        Left: error => throw new InvalidOperationException(error.Message));

    public static TimelineError Left<T>(Either<TimelineError, T> either) => either.Match(
        Right: value => throw new InvalidOperationException($"no error but {value}"),
        Left: error => error);
}
