using System.Globalization;

namespace Timeline.Cli.Terminals;

/// <summary>Numbers of things, in words.</summary>
internal static class Counts
{
    public static string Versions(long count) => Of(count, "version", "versions");

    public static string Documents(long count) => Of(count, "document", "documents");

    public static string Faults(long count) => Of(count, "fault", "faults");

    private static string Of(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
