using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Values;

namespace Timeline.Tests.Properties.Containers;

/// <summary>The laws of every log.</summary>
internal static class Replaying
{
    /// <summary>Forward along the log from its first content comes the current one, and backward the first.</summary>
    public static void Agrees(TrackedContainer container)
    {
        var log = container.Log;
        var current = container.Snapshot.Value;
        var forward = log.Original.Value;
        foreach (var entry in log.Entries)
        {
            if (entry.Action != ChangeAction.Init) Assert.Equal(Content(entry.ContentBefore), forward);
            forward = Right(ChangeReplay.Forward(forward, entry));
            Assert.Equal(Content(entry.ContentAfter), forward);
        }

        Assert.Equal(current, forward);
        var backward = current;
        foreach (var entry in log.Entries.Reverse()) backward = Right(ChangeReplay.Backward(backward, entry));
        Assert.Equal(log.Original.Value, backward);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(it => (long)it), log.Entries.Select(it => it.Id.Number));
    }

    private static Value Content(LanguageExt.Option<ChangeContent> content) =>
        content.Match(Some: it => it.Value, None: () => throw new InvalidOperationException("There is no content."));

    private static Value Right(LanguageExt.Either<TimelineError, Value> replayed) =>
        replayed.Match(Right: it => it, Left: error => throw new InvalidOperationException(error.Message));
}
