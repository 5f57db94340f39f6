using Timeline.Values;

namespace Timeline.Cli.Terminals;

/// <summary>Paths as people write them, and as <c>--path</c> reads them.</summary>
internal static class PathText
{
    /// <summary>A path in the dotted form, harmless to a terminal.</summary>
    /// <remarks>Only a key in quotes can hold what is escaped, and in quotes the escape says the same.</remarks>
    /// <param name="path">The path.</param>
    /// <returns>A text that reads back as the path.</returns>
    public static string Of(ValuePath path) => PlainText.OneLine(path.ToDotted());

    /// <summary>A key, as it stands in a path.</summary>
    /// <param name="key">The key.</param>
    /// <returns>A text that reads back as the path of the key alone.</returns>
    public static string OfKey(string key) => Of(ValuePath.Root.Append(key));
}
