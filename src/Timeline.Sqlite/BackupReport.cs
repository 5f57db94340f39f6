using System.Globalization;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>What a backup has made.</summary>
/// <param name="Path">The copy, as a full path.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Verified">What its verification looked at, which found nothing wrong; null where it was left
/// out.</param>
public sealed record BackupReport(string Path, long Bytes, VerifyReport? Verified)
{
    /// <summary>One line that names the copy and says how large it is and what was verified.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        var verified = Verified?.ToString() ?? "not verified";
        return string.Create(CultureInfo.InvariantCulture, $"{Path} (bytes: {Bytes}): {verified}");
    }
}
