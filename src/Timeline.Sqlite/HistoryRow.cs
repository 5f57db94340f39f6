namespace Timeline.Sqlite;

/// <summary>A row of the table of histories.</summary>
/// <param name="Name">The name; empty for the row that counts the histories.</param>
/// <param name="Key">The number that stands for the name in keys, from 1.</param>
/// <param name="Versions">How many versions.</param>
/// <param name="Current">The branch that is worked on.</param>
/// <param name="Branches">How many branches.</param>
/// <param name="Heads">The sum of the branches' seals, so that a branch that vanished or is an older one is
/// noticed.</param>
internal sealed record HistoryRow(string Name, long Key, long Versions, string Current, long Branches, long Heads)
{
    public long Seal()
    {
        var seal = new Seal('h');
        seal.Add(Name);
        seal.Add(Key);
        seal.Add(Versions);
        seal.Add(Current);
        seal.Add(Branches);
        seal.Add(Heads);
        return seal.Close();
    }
}
