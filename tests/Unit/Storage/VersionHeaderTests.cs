using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class VersionHeaderTests
{
    private static readonly VersionHeader Header = new(
        [],
        Stamp.FromTicks(1, "me", "why"),
        Digest.Of("[]"u8),
        null,
        null);

    [Fact]
    public void The_bytes_are_those_of_format_1() => Assert.Equal(
        "0100" + "0000000000000001" + "000000026d65" + "00000003776879"
        + "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945" + "00" + "00",
        Convert.ToHexStringLower(Header.ToBytes()));

    [Fact]
    public void Every_part_changes_the_id()
    {
        var digest = Digest.Of("other"u8);
        var id = Header.ToId();
        VersionHeader[] others =
        [
            Header with { Parents = [id] },
            Header with { Parents = [id, default] },
            Header with { Parents = [default, id] },
            Header with { Stamp = Stamp.FromTicks(2, "me", "why") },
            Header with { Stamp = Stamp.FromTicks(1, "mew", "hy") },
            Header with { Stamp = Stamp.FromTicks(1, "me") },
            Header with { PatchHash = digest },
            Header with { SourceHash = digest },
            Header with { ContentHash = digest },
        ];
        Assert.Equal(others.Length + 1, others.Select(other => other.ToId()).Append(id).Distinct().Count());
    }

    [Fact]
    public void A_patch_that_is_no_array_is_refused()
    {
        foreach (var text in new[] { "{}", "[", "[] []", "", "[{]", "1" })
        {
            var payload = new VersionPayload(System.Text.Encoding.UTF8.GetBytes(text), null);
            _ = Assert.Throws<ArgumentException>(() => NewVersion.From([], default, payload));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_stamp_becomes_what_can_be_stored()
    {
        var payload = new VersionPayload("[]"u8.ToArray(), null);
        var version = NewVersion.From([], Stamp.FromTicks(1, "a\ud800b"), payload);
        Assert.Equal("a\ufffdb", version.Stamp.Actor);
    }
}
