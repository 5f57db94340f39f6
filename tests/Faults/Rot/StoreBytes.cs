namespace Timeline.Tests.Faults.Rot;

/// <summary>The files of a store, as bytes.</summary>
/// <param name="Store">The store's file.</param>
/// <param name="Journal">The journal of a commit that was cut off; null for none.</param>
internal sealed record StoreBytes(byte[] Store, byte[]? Journal)
{
    public static StoreBytes Read(string store) =>
        new(File.ReadAllBytes(store), File.Exists(JournalOf(store)) ? File.ReadAllBytes(JournalOf(store)) : null);

    /// <summary>Puts the files in the place of what is there.</summary>
    public void Write(string store)
    {
        File.WriteAllBytes(store, Store);
        if (Journal is null) File.Delete(JournalOf(store));
        else File.WriteAllBytes(JournalOf(store), Journal);
    }

    public static string JournalOf(string store) => $"{store}-journal";
}
