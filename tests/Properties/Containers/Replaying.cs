using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Values;

namespace Timeline.Tests.Properties.Containers;

/// <summary>The laws of every log.</summary>
internal static class Replaying
{
    /// <summary>Forward along the log from its first content comes the current one, and backward the first.</summary>
    public static void Agrees(TrackedContainer container, bool holdsSets = false)
    {
        var log = container.Log;
        var current = container.Snapshot.Value;
        var forward = log.Original.Value;
        foreach (var entry in log.Entries)
        {
            if (entry.Action != ChangeAction.Init) Same(forward, Content(entry.ContentBefore));
            forward = Right(ChangeReplay.Forward(forward, entry));
            Same(forward, Content(entry.ContentAfter));
        }

        Same(current, forward);
        var backward = current;
        foreach (var entry in log.Entries.Reverse()) backward = Right(ChangeReplay.Backward(backward, entry));
        Same(log.Original.Value, backward);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(it => (long)it), log.Entries.Select(it => it.Id.Number));

        // Replay cannot know the order in which a set is written.
        void Same(Value one, Value other) =>
            Assert.True(one.Equals(other) || (holdsSets && UnorderedEquality.Same(one, other)), $"{one} is not {other}");
    }

    private static Value Content(LanguageExt.Option<ChangeContent> content) =>
        content.Match(Some: it => it.Value, None: () => throw new InvalidOperationException("There is no content."));

    private static Value Right(LanguageExt.Either<TimelineError, Value> replayed) =>
        replayed.Match(Right: it => it, Left: error => throw new InvalidOperationException(error.Message));
}
