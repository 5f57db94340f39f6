using Timeline.Crdts;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

/// <summary>What is refused is quoted on one line, with nothing in it that a terminal would obey.</summary>
public sealed class HostileWordsTests
{
    private static readonly string[] Messages =
    [
        Left(JsonStyle.Parse("a\n\u001b[2J=1")).Message,
        Left(VersionId.Parse("a\n\u001b[2J")).Message,
        Left(VersionIdPrefix.Parse("a\n\u001b[2J")).Message,
        Left(Revision.Parse("a\n\u001b[2J~x")).Message,
        Left(CrdtJson.Read<EnableWinsFlag>("{\"type\":\"x\",\"version\":1,\"state\":tr\u001b[2J\u0001}"u8)).Message,
        Left(ValuePath.Parse(new string('/', 5000))).Message,
        Left(ValuePath.Parse(string.Join('.', Enumerable.Repeat("a", 5000)))).Message,
    ];

    [Fact]
    public void A_message_is_one_short_line() => Assert.All(Messages, message =>
    {
        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 10, 500);
    });

    [Fact]
    public void Paths_as_deep_as_a_value_can_be_are_read()
    {
        var text = string.Concat(Enumerable.Repeat("/a", Value.MaximumDepth));
        Assert.Equal(text, $"{Right(ValuePath.Parse(text))}");
    }
}
