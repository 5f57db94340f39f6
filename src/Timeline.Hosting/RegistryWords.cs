namespace Timeline.Hosting;

/// <summary>What a message begins with that is about one registry.</summary>
internal static class RegistryWords
{
    public static string Of(string name) => name.Length == 0 ? "Timeline: " : $"Timeline, registry '{name}': ";
}
