using Timeline.ErrorLogs;
using Timeline.Tests.Unit.Events;

namespace Timeline.Tests.Unit.ErrorLogs;

public sealed class ErrorEntryTests
{
    private static readonly ErrorDraft Draft = SampleEvent.Failure;

    [Fact]
    public void Everything_that_is_wrong_with_an_entry_is_said_at_once()
    {
        var wrong = Draft with { Action = "", Message = "", Resolution = "\ud800", Agent = "a\0" };
        Assert.Equal(
            ["action_attempted", "error_message", "resolution", "agent"],
            Assert.IsType<TimelineError.ErrorEntryInvalid>(Left(ErrorEntry.Create(wrong))).Faults.Select(it => it.Field));
        Assert.True(ErrorEntry.Create(Draft with { Message = new string('x', ErrorEntry.LongestMessage + 1) }).IsLeft);
    }

    [Fact]
    public void An_entry_says_who_tried_what()
    {
        var entry = Right(ErrorEntry.Create(Draft));
        Assert.Equal("unknown, save: disk full", entry.ToString());
        Assert.Equal("", entry.Resolution);
    }

    [Fact]
    public void Another_content_under_one_id_is_told_with_both()
    {
        var (one, other) = (Right(ErrorEntry.Create(Draft)), Right(ErrorEntry.Create(Draft with { Agent = "ada" })));
        var log = Right(ErrorLog.Empty.Append(one));
        Assert.Equal(new TimelineError.ErrorContentDiffers(one, other), Left(log.Append(other)));
    }

    [Fact]
    public void Bounds_that_bound_nothing_sensible_are_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorRetention { Count = -1 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorRetention { Age = TimeSpan.FromTicks(-1) });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorQuery { Limit = -1 });
    }
}
