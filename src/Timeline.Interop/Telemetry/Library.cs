namespace Timeline.Telemetry;

/// <summary>What the library says of itself.</summary>
internal static class Library
{
    /// <summary>Its version, as three numbers.</summary>
    public static string Version { get; } = typeof(Library).Assembly.GetName().Version!.ToString(3);
}
