using System.Collections.Immutable;
using System.Text;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class ChainVerifierTests
{
    private static readonly HistoryName Name = HistoryName.Of("a");

    [Fact]
    public void A_line_of_versions_is_verified_with_one_value_at_a_time()
    {
        var parents = Enumerable.Range(-1, 100).Select(parent => parent < 0 ? (long?)null : parent).ToArray();
        Assert.Equal((1, 0), Verify(parents));
    }

    [Fact]
    public void A_value_is_kept_until_the_last_version_that_stands_on_it()
    {
        // Branches from 0 at 1 and at 9, from 2 at 5; nothing stands on 4, 8 and 9.
        Assert.Equal((3, 0), Verify([null, 0, 1, 2, 3, 2, 5, 6, 7, 0]));
    }

    [Fact]
    public void A_version_that_cannot_be_read_lets_go_of_its_parent_too()
    {
        var verifier = new ChainVerifier(Name, [null, 0, 1]);
        Assert.Empty(Next(verifier, Make([null])[0]));
        Assert.Equal(1, verifier.Kept);
        verifier.Skip();
        Assert.Equal(0, verifier.Kept);
    }

    [Fact]
    public void A_parent_that_was_not_announced_is_missed()
    {
        var versions = Make([null, 0]);
        var verifier = new ChainVerifier(Name, [null, null]);
        Assert.Empty(Next(verifier, versions[0]));
        Assert.Equal("it cannot be restored from what is kept", Assert.Single(Next(verifier, versions[1])).Fault);
    }

    [Fact]
    public void A_version_that_is_there_twice_is_named_with_where_it_is_first()
    {
        var versions = Make([null, 0]);
        var verifier = new ChainVerifier(Name, [null, 0, 0]);
        Assert.Empty(Next(verifier, versions[0]));
        Assert.Empty(Next(verifier, versions[1]));
        var again = versions[1] with { Stored = versions[1].Stored with { Number = 2 } };
        var finding = Assert.Single(Next(verifier, again));
        Assert.Equal("version 2 of 'a': it is version 1 a second time", finding.ToString());
    }

    [Theory]
    [InlineData("""{"a":[1,{"b c":2}]}""", """{"a":[1,{"b c":3}]}""", "/a/1/b c", "version 0 of 'a' at a[1][\"b c\"]: ")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "/a", "version 0 of 'a' at a: ")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "", "version 0 of 'a': ")]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""", "/a", "version 0 of 'a' at a: ")]
    public void A_snapshot_that_is_another_value_is_found_with_the_first_place_where_it_is(
        string value, string snapshot, string path, string told)
    {
        var patch = $"[{{\"op\":\"add\",\"path\":\"\",\"value\":{value}}}]";
        var finding = Assert.Single(NextOf([patch], (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(snapshot)));
        Assert.Equal(path, finding.Path?.ToString());
        Assert.Equal($"{told}its snapshot is not what its patches make", finding.ToString());
    }

    [Fact]
    public void A_patch_that_does_not_apply_is_found_with_the_place_that_it_names()
    {
        var finding = Assert.Single(NextOf(
            ["""[{"op":"add","path":"","value":{"a":{}}}]""", """[{"op":"remove","path":"/a/x~1y"}]"""], null));
        Assert.Equal((1, "/a/x~1y"), (finding.Number, finding.Path?.ToString()));
        Assert.StartsWith("version 1 of 'a' at a[\"x/y\"]: its patch does not apply: ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_version_as_a_whole_has_no_place_in_its_value()
    {
        var (stored, made) = Make([null])[0];
        var finding = Assert.Single(new ChainVerifier(Name, [null]).Next(stored with { Changes = 7 }, made.Header, null));
        Assert.Null(finding.Path);
        Assert.Equal("version 0 of 'a': its count of changes is not that of its patch", finding.ToString());
    }

    /// <summary>What is found of a line of versions with these patches, the last with a snapshot.</summary>
    private static List<VerifyFinding> NextOf(string[] patches, ReadOnlyMemory<byte>? snapshot)
    {
        var verifier = new ChainVerifier(Name, patches.Select((_, i) => i == 0 ? (long?)null : i - 1));
        var findings = new List<VerifyFinding>();
        ImmutableArray<VersionRef> parents = [];
        foreach (var (number, patch) in patches.Index())
        {
            var made = NewVersion.From(
                [.. parents.Select(one => one.Id)], Stamp.FromTicks(number), new VersionPayload(Encoding.UTF8.GetBytes(patch), null));
            var isLast = number == patches.Length - 1;
            findings.AddRange(verifier.Next(
                ToStored(made, number, parents), made.Header, isLast ? snapshot : null));
            parents = [new VersionRef(number, made.Id)];
        }

        return findings;
    }

    /// <summary>The most values that were kept at once, and how many at the end; nothing may be found.</summary>
    private static (int Most, int Last) Verify(long?[] parents)
    {
        var verifier = new ChainVerifier(Name, parents);
        var most = 0;
        foreach (var version in Make(parents))
        {
            Assert.Empty(Next(verifier, version));
            most = Math.Max(most, verifier.Kept);
        }

        return (most, verifier.Kept);
    }

    private static IReadOnlyList<VerifyFinding> Next(ChainVerifier verifier, (StoredVersion Stored, NewVersion New) at) =>
        verifier.Next(at.Stored, at.New.Header, null);

    private static List<(StoredVersion Stored, NewVersion New)> Make(long?[] parents)
    {
        var made = new List<(StoredVersion Stored, NewVersion New)>();
        foreach (var parent in parents)
        {
            ImmutableArray<VersionRef> refs = parent is { } number ? [made[(int)number].Stored.Ref] : [];
            var patch = $"[{{\"op\":\"add\",\"path\":\"\",\"value\":{made.Count}}}]";
            var version = NewVersion.From(
                [.. refs.Select(one => one.Id)],
                Stamp.FromTicks(made.Count),
                new VersionPayload(Encoding.UTF8.GetBytes(patch), null));
            made.Add((ToStored(version, made.Count, refs), version));
        }

        return made;
    }

    private static StoredVersion ToStored(NewVersion version, int number, ImmutableArray<VersionRef> parents) => new()
    {
        Number = number,
        Id = version.Id,
        Parents = parents,
        Stamp = version.Stamp,
        Changes = version.Changes,
        ContentHash = null,
        IsPruned = false,
        Payload = version.Payload,
    };
}
