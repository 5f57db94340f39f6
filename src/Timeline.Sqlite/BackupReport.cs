using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>What a backup has made.</summary>
/// <param name="Path">The copy, as a full path.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Verified">What its verification looked at, which found nothing wrong; null where it was left
/// out.</param>
public sealed record BackupReport(string Path, long Bytes, VerifyReport? Verified);
