namespace Timeline.Tests.Faults.Running;

/// <summary>What a machine must have for a run; without it the run is skipped by name, with what to do.</summary>
internal static class Needs
{
    public static void Linux()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The fault is made by means that only Linux has.");
    }

    public static void Administrator(string what)
    {
        Linux();
        if (Environment.UserName != "root") Assert.Skip($"{what} takes the machine's administrator (root).");
    }

    public static void Tool(string name, string package)
    {
        Linux();
        if (Find(name) is null) Assert.Skip($"{name} is not installed (apt-get install {package}).");
    }

    /// <summary>Where a program is, on the path or where an administrator's are; null for nowhere.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
