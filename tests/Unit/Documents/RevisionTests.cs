using Timeline.Documents;

namespace Timeline.Tests.Unit.Documents;

public sealed class RevisionTests
{
    [Theory]
    [InlineData("12", "12", typeof(Revision.Numbered))]
    [InlineData("0007", "0007", typeof(Revision.Numbered))]
    [InlineData("99999999999999999999", "99999999999999999999", typeof(Revision.Named))]
    [InlineData("head", "head", typeof(Revision.Head))]
    [InlineData(" HEAD ", "head", typeof(Revision.Head))]
    [InlineData("head~3", "head~3", typeof(Revision.Back))]
    [InlineData("head~", "head~1", typeof(Revision.Back))]
    [InlineData("head~0", "head", typeof(Revision.Head))]
    [InlineData("feature/new-prices", "feature/new-prices", typeof(Revision.Named))]
    [InlineData("feature~2", "feature~2", typeof(Revision.Back))]
    [InlineData("3fa9c0", "3fa9c0", typeof(Revision.Named))]
    [InlineData("2026-01-31", "2026-01-31", typeof(Revision.AsOf))]
    [InlineData("2026-01-31T10:00Z~1", "2026-01-31T10:00Z~1", typeof(Revision.Back))]
    public void A_revision_is_read_and_written(string text, string written, Type kind)
    {
        var revision = Assert.Single(Revision.Parse(text).RightToSeq());
        Assert.Equal(written, revision.ToString());
        Assert.IsType(kind, revision);
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T23:59:59.9999999Z")]
    [InlineData("2026-01-31T10:00Z", "2026-01-31T10:00:59.9999999Z")]
    [InlineData("2026-01-31T10:00", "2026-01-31T10:00:59.9999999Z")]
    [InlineData("2026-01-31 10:00", "2026-01-31T10:00:59.9999999Z")]
    [InlineData("2026-01-31T10:00+02:00", "2026-01-31T08:00:59.9999999Z")]
    [InlineData("2026-01-31T10:00:07Z", "2026-01-31T10:00:07.9999999Z")]
    [InlineData("2026-01-31T10:00:07.25Z", "2026-01-31T10:00:07.25Z")]
    [InlineData("9999-12-31", "9999-12-31T23:59:59.9999999Z")]
    public void A_time_means_the_whole_of_its_last_written_unit(string text, string latest)
    {
        var revision = Assert.IsType<Revision.AsOf>(Assert.Single(Revision.Parse(text).RightToSeq()));
        var expected = DateTimeOffset.Parse(latest, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, revision.Latest);
        Assert.Equal(TimeSpan.Zero, revision.Latest.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("~2")]
    [InlineData("head~x")]
    [InlineData("head~-1")]
    [InlineData("head~1~2")]
    [InlineData("head~99999999999")]
    [InlineData("2026-13-45")]
    [InlineData("2026-01-31T25:00Z")]
    public void What_is_no_revision_is_refused_in_one_line(string text)
    {
        var error = Assert.IsType<TimelineError.RevisionUnreadable>(Assert.Single(Revision.Parse(text).LeftToSeq()));
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
