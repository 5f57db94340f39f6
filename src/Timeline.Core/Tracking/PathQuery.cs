namespace Timeline.Tracking;

/// <summary>Properties written as in the address of a page: <c>label=First%20item&amp;priority=high</c>.</summary>
internal static class PathQuery
{
    /// <summary>The pairs in their order; one without an equals sign has the empty value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            yield return sign < 0
                ? new(Uri.UnescapeDataString(pair), "")
                : new(Uri.UnescapeDataString(pair[..sign]), Uri.UnescapeDataString(pair[(sign + 1)..]));
        }
    }
}
