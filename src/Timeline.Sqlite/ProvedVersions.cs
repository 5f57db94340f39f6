using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Versions that were held against their ids not long ago, so that what is still the same need not be hashed
/// again.</summary>
/// <remarks>
/// A store that stays open restores versions near each other, whose chains have most in common. Each time they are read
/// from the file, and compared with what was proved byte by byte: that takes a tenth of hashing them and says as much.
/// When it is full it forgets everything. For one thread at a time.
/// </remarks>
internal sealed class ProvedVersions
{
    private const long MostBytes = 4 << 20;

    // About what a version takes besides its payload.
    private const long BytesPerVersion = 400;

    private readonly Dictionary<long, StoredVersion> _versions = [];
    private long _bytes;

    /// <summary>A version's payload as it was when it was proved, or null.</summary>
    public VersionPayload? PayloadOf(long history, long number) =>
        _versions.GetValueOrDefault(VersionRow.KeyOf(history, number))?.Payload;

    /// <summary>Whether a version is equal to one that was proved.</summary>
    public bool Contains(long history, StoredVersion version) =>
        _versions.TryGetValue(VersionRow.KeyOf(history, version.Number), out var known) && known.Equals(version);

    /// <summary>Remembers a version that was proved.</summary>
    public void Keep(long history, StoredVersion version)
    {
        var bytes = BytesOf(version);
        if (bytes > MostBytes / 2) return;
        if (_bytes + bytes > MostBytes) Forget();
        var key = VersionRow.KeyOf(history, version.Number);
        if (_versions.Remove(key, out var before)) _bytes -= BytesOf(before);
        _versions.Add(key, version);
        _bytes += bytes;
    }

    private void Forget()
    {
        _versions.Clear();
        _bytes = 0;
    }

    private static long BytesOf(StoredVersion version) =>
        BytesPerVersion + (version.Payload is { } payload ? payload.Patch.Length + (payload.Source?.Length ?? 0) : 0);
}
