using Timeline.ChangeLogs;

namespace Timeline.Exporters;

/// <summary>An entry as it is sent.</summary>
/// <param name="Id">The entry's id, by which a receiver knows one that it has already.</param>
/// <param name="Json">The entry as <see cref="ChangeJson"/> writes it, on one line without its end.</param>
/// <remarks>Immutable, as long as nobody writes to the memory; safe to share between threads.</remarks>
public sealed record ExportRecord(ChangeEntryId Id, ReadOnlyMemory<byte> Json)
{
    /// <summary>The record of an entry. O(size of the entry).</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Its record.</returns>
    /// <exception cref="ArgumentException">The entry nests deeper than JSON can say.</exception>
    public static ExportRecord Of(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(entry.Id, ChangeJson.ToUtf8(entry));
    }
}
