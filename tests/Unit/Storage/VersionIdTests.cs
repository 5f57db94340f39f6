using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class VersionIdTests
{
    private static readonly VersionId Id = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    [Fact]
    public void An_id_reads_back_from_what_it_writes()
    {
        Assert.True(VersionId.TryParse(Id.ToString(), out var parsed));
        Assert.Equal(Id, parsed);
        Assert.Equal(Id, new VersionId(Id.ToBytes()));
    }

    [Fact]
    public void Ids_are_ordered_by_their_bytes()
    {
        var bytes = Id.ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var greater = Id.ToBytes();
            greater[i] = 0xff;
            Assert.True(Id < new VersionId(greater), $"byte {i}");
        }
    }

    [Theory]
    [InlineData("0102", true)]
    [InlineData("01020304", true)]
    [InlineData("01020305", false)]
    [InlineData("0102030405060708090A0B0C0D0E0F101112131415161718191a1b1c1d1e1f20", true)]
    public void A_prefix_matches_what_begins_with_it(string digits, bool matches) =>
        Assert.Equal(matches, VersionIdPrefix.Parse(digits).Match(prefix => prefix.Matches(Id), _ => !matches));

    [Theory]
    [InlineData("")]
    [InlineData("012")]
    [InlineData("xyzw")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_prefix_is_an_error(string text) => Assert.True(VersionIdPrefix.Parse(text).IsLeft);
}
