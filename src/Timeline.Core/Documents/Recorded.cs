using System.Globalization;
using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>What came of recording a document.</summary>
/// <param name="History">The history as it is now.</param>
/// <param name="Version">The version that holds what was recorded: a new one, or the head that held it already.</param>
/// <param name="IsNew">Whether a version was made; false where nothing had changed.</param>
public sealed record Recorded(DocumentHistory History, StoredVersion Version, bool IsNew)
{
    /// <summary>What came of it on one line.</summary>
    /// <returns>The number of the version, whether it is new, and how many changes it has.</returns>
    public override string ToString() => IsNew
        ? string.Create(CultureInfo.InvariantCulture, $"version {Version.Number}, of {Version.Changes} changes")
        : string.Create(CultureInfo.InvariantCulture, $"nothing new since version {Version.Number}");
}
