namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>The table of entrances: a row for each place where bytes from outside come in.</summary>
internal static class Entrances
{
    public static IReadOnlyList<Entrance> All { get; } =
        [.. TextEntrances.All, .. CrdtEntrances.All, .. ArchiveEntrances.All, .. FileEntrances.All, .. StoreEntrances.All];

    public static Entrance Of(string name) => All.Single(it => it.Name == name);
}
