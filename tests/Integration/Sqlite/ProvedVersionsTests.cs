using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

public sealed class ProvedVersionsTests
{
    private readonly ProvedVersions _proved = new();

    [Fact]
    public void Only_what_is_the_same_in_the_same_place_counts_as_proved()
    {
        var version = Version(7, 100);
        _proved.Keep(1, version);
        Assert.True(_proved.Contains(1, Version(7, 100)));
        Assert.False(_proved.Contains(2, version));
        Assert.False(_proved.Contains(1, Version(8, 100)));
        Assert.False(_proved.Contains(1, Version(7, 101)));
        Assert.False(_proved.Contains(1, version with { Changes = 2 }));
        Assert.False(_proved.Contains(1, version with { Stamp = Stamp.FromTicks(7, "a", "") }));
        Assert.False(_proved.Contains(1, version with { Parents = [new VersionRef(6, default)] }));
        Assert.Same(version.Payload, _proved.PayloadOf(1, 7));
        Assert.Null(_proved.PayloadOf(1, 6));
    }

    [Fact]
    public void What_is_kept_takes_the_place_of_what_was_kept_before()
    {
        _proved.Keep(1, Version(7, 100));
        _proved.Keep(1, Version(7, 101));
        Assert.False(_proved.Contains(1, Version(7, 100)));
        Assert.True(_proved.Contains(1, Version(7, 101)));
    }

    [Fact]
    public void What_is_kept_takes_a_few_megabytes_at_most()
    {
        for (var number = 0; number < 100; number++) _proved.Keep(1, Version(number, 1 << 20));
        Assert.InRange(Enumerable.Range(0, 100).Count(number => _proved.PayloadOf(1, number) is not null), 1, 4);

        // What alone would take most of the room is not worth forgetting all else.
        var before = Enumerable.Range(0, 100).Last(number => _proved.PayloadOf(1, number) is not null);
        _proved.Keep(1, Version(200, 3 << 20));
        Assert.Null(_proved.PayloadOf(1, 200));
        Assert.NotNull(_proved.PayloadOf(1, before));
    }

    private static StoredVersion Version(long number, int size) => new()
    {
        Number = number,
        Id = default,
        Parents = [],
        Stamp = Stamp.FromTicks(7, "", ""),
        Changes = 1,
        ContentHash = null,
        IsPruned = false,
        Payload = new VersionPayload(new byte[size], null),
    };
}
