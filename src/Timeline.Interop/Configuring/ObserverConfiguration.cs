using Timeline.Values;

namespace Timeline.Configuring;

/// <summary>What is written of observers, before anybody has looked whether it is right: a list, each element with a
/// <c>type</c>.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed class ObserverConfiguration
{
    // What people write is short, and everything that is wrong with it is told.
    private static readonly JsonLimits Limits = new() { Bytes = 1 << 20, TextBytes = 1 << 16 };

    private ObserverConfiguration(SettingNode root, bool isText)
    {
        Root = root;
        IsText = isText;
    }

    /// <summary>The whole.</summary>
    internal SettingNode Root { get; }

    /// <summary>Whether all values are text, and names are equal whatever their case.</summary>
    internal bool IsText { get; }

    /// <summary>A configuration written as JSON. O(length).</summary>
    /// <param name="json">The text.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ObserverConfigurationException">It is no JSON; it says where.</exception>
    public static ObserverConfiguration FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Json.Parse(json, Limits).Match(
            Right: value => new ObserverConfiguration(SettingNode.Of(value, ValuePath.Root), isText: false),
            Left: error => throw new ObserverConfigurationException($"it is {error.Message}."));
    }

    /// <summary>A configuration in a file of JSON. O(length).</summary>
    /// <param name="path">The file.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ObserverConfigurationException">It is no JSON; it says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ObserverConfiguration Load(string path) => FromJson(File.ReadAllText(path));

    /// <summary>A configuration of keys and texts, as the sections of .NET have them: <c>0:options:capacity</c> is
    /// <c>100</c>.</summary>
    /// <param name="pairs">The keys, from the list down, and their texts; the last one of a key counts.</param>
    /// <param name="root">The key of the list itself, which goes before the others in messages.</param>
    /// <returns>The configuration; of no pairs an empty list.</returns>
    public static ObserverConfiguration FromPairs(
        IEnumerable<KeyValuePair<string, string?>> pairs, string root = "")
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(root);
        return new(SettingNode.Of(root, pairs), isText: true);
    }
}
