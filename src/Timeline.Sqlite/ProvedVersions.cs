using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Versions that were held against their ids not long ago, so that what is still the same need not be hashed
/// again.</summary>
/// <remarks>
/// A store that stays open restores versions near each other, whose chains have most in common. Each time they are read
/// from the file, and compared with what was proved byte by byte: that takes a tenth of hashing them and says as much.
/// A version takes the place of one whose number is the same but for its high bits; what takes too much memory makes it
/// forget everything. For one thread at a time.
/// </remarks>
internal sealed class ProvedVersions
{
    private const long MostBytes = 4 << 20;
    private const int Places = 1024;

    // About what a version takes besides its payload.
    private const long BytesPerVersion = 400;

    private (long History, StoredVersion? Version)[] _places = [];
    private long _bytes;

    /// <summary>A version's payload as it was when it was proved, or null.</summary>
    public VersionPayload? PayloadOf(long history, long number) => Find(history, number)?.Payload;

    /// <summary>Whether a version is equal to one that was proved.</summary>
    public bool Contains(long history, StoredVersion version) =>
        Find(history, version.Number) is { } known && known.Equals(version);

    /// <summary>Remembers a version that was proved.</summary>
    public void Keep(long history, StoredVersion version)
    {
        var bytes = BytesOf(version);
        if (bytes > MostBytes / 2) return;
        if (_bytes + bytes > MostBytes) Forget();
        if (_places.Length == 0) _places = new (long, StoredVersion?)[Places];
        ref var place = ref _places[PlaceOf(version.Number)];
        if (place.Version is { } before) _bytes -= BytesOf(before);
        place = (history, version);
        _bytes += bytes;
    }

    private StoredVersion? Find(long history, long number)
    {
        if (_places.Length == 0) return null;
        var (owner, version) = _places[PlaceOf(number)];
        return version is not null && owner == history && version.Number == number ? version : null;
    }

    private void Forget()
    {
        Array.Clear(_places);
        _bytes = 0;
    }

    private static int PlaceOf(long number) => (int)(number & (Places - 1));

    private static long BytesOf(StoredVersion version) =>
        BytesPerVersion + (version.Payload is { } payload ? payload.Patch.Length + (payload.Source?.Length ?? 0) : 0);
}
