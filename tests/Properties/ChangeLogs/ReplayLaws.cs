using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Properties.ChangeLogs;

public sealed class ReplayLaws
{
    [Fact]
    public void Forward_along_a_log_gives_each_content_and_backward_each_again() =>
        Law.Holds(RecordedLog.Seeds, seed =>
        {
            var log = new RecordedLog(seed.Seed, seed.Steps);
            var content = Value.OfNull();
            for (var at = 0; at < log.Entries.Count; at++)
            {
                content = Outcome.Right(ChangeReplay.Forward(content, log.Entries[at]));
                Assert.True(log.Contents[at].Is(content), $"after {log.Entries[at]}: {content}");
            }

            for (var at = log.Entries.Count - 1; at > 0; at--)
            {
                content = Outcome.Right(ChangeReplay.Backward(content, log.Entries[at]));
                Assert.True(log.Contents[at - 1].Is(content), $"before {log.Entries[at]}: {content}");
            }

            Assert.Equal(content, Outcome.Right(ChangeReplay.Backward(content, log.Entries[0])));
        });

    [Fact]
    public void What_was_read_back_replays_as_what_was_written() =>
        Law.Holds(RecordedLog.Seeds, seed =>
        {
            var log = new RecordedLog(seed.Seed, seed.Steps);
            var content = Value.OfNull();
            foreach (var entry in log.Entries)
            {
                var read = Outcome.Right(ChangeJson.Parse(ChangeJson.ToUtf8(entry)));
                content = Outcome.Right(ChangeReplay.Forward(content, read));
            }

            return log.Contents[^1].Is(content);
        });

    [Fact]
    public void The_difference_of_an_entry_leads_from_the_content_before_to_the_one_after() =>
        Law.Holds(RecordedLog.Seeds, seed =>
        {
            var log = new RecordedLog(seed.Seed, seed.Steps);
            foreach (var entry in log.Entries.Skip(1))
            {
                var before = entry.ContentBefore.Match(it => it.Value, Value.OfNull);
                var after = entry.ContentAfter.Match(it => it.Value, Value.OfNull);
                Assert.Equal(after, Outcome.Right(entry.Diff().Apply(before)));
            }
        });

    [Fact]
    public void An_entry_that_does_not_follow_gives_an_error_and_never_throws() =>
        Law.Holds(RecordedLog.Seeds, seed =>
        {
            var log = new RecordedLog(seed.Seed, seed.Steps);
            var last = log.Entries[^1];
            foreach (var box in log.Contents)
            {
                var forward = ChangeReplay.Forward(box.ToValue(), last);
                var backward = ChangeReplay.Backward(box.ToValue(), last);
                Assert.True(forward.IsRight || Outcome.Left(forward) is TimelineError.ChangeNotReplayed);
                Assert.True(backward.IsRight || Outcome.Left(backward) is TimelineError.ChangeNotReplayed);
            }
        });
}
