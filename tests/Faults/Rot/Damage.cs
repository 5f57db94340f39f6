namespace Timeline.Tests.Faults.Rot;

/// <summary>What became of the bytes of a store, drawn from a seed: the same seed and number give the same damage.</summary>
/// <param name="Words">What was done, so that it can be done again by hand.</param>
/// <param name="Files">The files afterwards.</param>
internal sealed record Damage(string Words, StoreBytes Files)
{
    private const int PageSize = 2048;

    /// <summary>One bit is another.</summary>
    public static Damage Flip(StoreBytes files, Random random)
    {
        var (isJournal, bytes) = Pick(files, random);
        var bit = random.NextInt64(bytes.Length * 8L);
        bytes[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return new Damage($"bit {bit} of the {Name(isJournal)}", With(files, isJournal, bytes));
    }

    /// <summary>A file ends too soon: within a page, or between two.</summary>
    public static Damage Truncate(StoreBytes files, Random random)
    {
        var (isJournal, bytes) = Pick(files, random);
        var length = random.Next(2) == 0
            ? random.Next(1, bytes.Length)
            : random.Next(1, Math.Max(2, bytes.Length / PageSize)) * PageSize;
        length = Math.Min(length, bytes.Length - 1);
        return new Damage($"length {length} of the {Name(isJournal)}", With(files, isJournal, bytes[..length]));
    }

    /// <summary>Two pages of the store have changed places.</summary>
    public static Damage Swap(StoreBytes files, Random random)
    {
        var bytes = (byte[])files.Store.Clone();
        var one = random.Next(bytes.Length / PageSize);
        var other = (one + 1 + random.Next((bytes.Length / PageSize) - 1)) % (bytes.Length / PageSize);
        files.Store.AsSpan(one * PageSize, PageSize).CopyTo(bytes.AsSpan(other * PageSize));
        files.Store.AsSpan(other * PageSize, PageSize).CopyTo(bytes.AsSpan(one * PageSize));
        return new Damage($"pages {one} and {other}", files with { Store = bytes });
    }

    private static (bool IsJournal, byte[] Bytes) Pick(StoreBytes files, Random random)
    {
        var isJournal = files.Journal is { } journal
            && random.Next(files.Store.Length + journal.Length) >= files.Store.Length;
        return (isJournal, (byte[])(isJournal ? files.Journal! : files.Store).Clone());
    }

    private static StoreBytes With(StoreBytes files, bool isJournal, byte[] bytes) =>
        isJournal ? files with { Journal = bytes } : files with { Store = bytes };

    private static string Name(bool isJournal) => isJournal ? "journal" : "store";
}
