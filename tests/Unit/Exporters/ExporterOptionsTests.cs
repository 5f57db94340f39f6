using Timeline.Exporters;

namespace Timeline.Tests.Unit.Exporters;

public sealed class ExporterOptionsTests
{
    public static TheoryData<string, Func<object>> Meaningless => new()
    {
        { "records of a batch", () => new ExporterOptions { BatchRecords = 0 } },
        { "too many records of a batch", () => new ExporterOptions { BatchRecords = 100_001 } },
        { "bytes of a batch", () => new ExporterOptions { BatchBytes = 0 } },
        { "delay", () => new ExporterOptions { MaximumDelay = TimeSpan.FromTicks(-1) } },
        { "records in memory", () => new ExporterOptions { BufferRecords = 0 } },
        { "bytes in memory", () => new ExporterOptions { BufferBytes = 0 } },
        { "when full", () => new ExporterOptions { WhenFull = (WhenFull)7 } },
        { "wait", () => new ExporterOptions { MaximumWait = TimeSpan.FromDays(2) } },
        { "time of a try", () => new ExporterOptions { AttemptTimeout = TimeSpan.Zero } },
        { "time of the end", () => new ExporterOptions { ShutdownTime = TimeSpan.FromTicks(-1) } },
        { "first pause", () => new RetryOptions { FirstPause = TimeSpan.Zero } },
        { "longest pause", () => new RetryOptions { MaximumPause = TimeSpan.FromDays(2) } },
        { "asked pause", () => new RetryOptions { MaximumAskedPause = TimeSpan.FromTicks(-1) } },
        { "tries", () => new RetryOptions { MaximumTries = 0 } },
        { "bytes of a spool", () => new SpoolOptions { Folder = "x", MaximumBytes = 1 } },
        { "bytes of a segment", () => new SpoolOptions { Folder = "x", SegmentBytes = 1 } },
        { "bytes aside", () => new SpoolOptions { Folder = "x", MaximumAsideBytes = -1 } },
        { "use of a spool", () => new SpoolOptions { Folder = "x", Use = (SpoolUse)7 } },
        { "sync of a spool", () => new SpoolOptions { Folder = "x", Sync = (SpoolSync)7 } },
        { "bytes of a message", () => new HttpSinkOptions { MessageBytes = -1 } },
    };

    [Theory]
    [MemberData(nameof(Meaningless))]
    public void What_can_mean_nothing_is_refused_where_it_is_given(string what, Func<object> make)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(make);
        Assert.False(string.IsNullOrEmpty(error.ParamName), what);
    }

    [Fact]
    public void A_spool_needs_a_folder() =>
        Assert.Throws<ArgumentException>(() => new SpoolOptions { Folder = " " });

    [Fact]
    public void A_try_may_take_for_ever() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, new ExporterOptions { AttemptTimeout = Timeout.InfiniteTimeSpan }.AttemptTimeout);
}
