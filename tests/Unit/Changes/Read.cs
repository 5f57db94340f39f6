using Timeline.Values;

namespace Timeline.Tests.Unit.Changes;

internal static class Read
{
    public static Value Json(string text) => Right(Timeline.Values.Json.Parse(text));
}
