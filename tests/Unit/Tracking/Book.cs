using LanguageExt;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.Tracking;

/// <summary>States over JSON values, in few words.</summary>
internal static class Book
{
    public static readonly ValueReader Reader = ValueReader.Instance;

    public static Seen Seen(string json) => Timeline.Tracking.Seen.Of(Right(Json.Parse(json)));

    /// <summary>A state with the root 1 over a value, and a child of it for each path, from 2 on; all is told.</summary>
    public static TrackerState Of(string json, params string[] paths)
    {
        var state = Right(TrackerState.Empty.Create(new() { Root = Seen(json) }, Reader)).State;
        foreach (var path in paths) state = state.Child(1, path);
        return state.Detect(Reader).State;
    }

    public static TrackerState Child(this TrackerState state, long parent, string path) =>
        Right(state.Create(new() { ParentId = parent, Path = path }, Reader)).State;

    public static TrackerState SetRoot(this TrackerState state, string json) => Right(state.Assign(1, Seen(json)));

    public static TrackedVariable Get(this TrackerState state, long id) =>
        state.Find(id).IfNone(() => throw new InvalidOperationException($"no variable {id}"));

    public static TimelineError.Tracking Error<T>(Either<TimelineError, T> answer) =>
        Assert.IsType<TimelineError.Tracking>(Left(answer));

    /// <summary>Changes in a line each: <c>High 2 value label,hint</c>.</summary>
    public static IEnumerable<string> Lines(IEnumerable<TrackerChange> changes) => changes.Select(change => string.Join(
        ' ',
        ((string[])[$"{change.Priority}", $"{change.VariableId}", change.ValueChanged ? "value" : "",
            string.Join(',', change.PropertiesChanged)]).Where(word => word.Length > 0)));
}
