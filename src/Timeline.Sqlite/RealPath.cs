namespace Timeline.Sqlite;

/// <summary>Tells whether two paths are one file.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The full path without links in it, of folders neither.</summary>
    /// <remarks>Two names of one file that are hard links stay two: to replace one leaves the other as it is.</remarks>
    /// <param name="path">A path; what of it is not there stays as it is written.</param>
    /// <returns>The path.</returns>
    public static string Of(string path)
    {
        var links = 0;
        return Of(Path.GetFullPath(path), ref links);
    }

    private static string Of(string full, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } folder) return full;
        var there = Path.Combine(Of(folder, ref links), Path.GetFileName(full));
        return LinkedTo(there) is { } target && ++links <= MostLinks
            ? Of(Path.GetFullPath(target, Path.GetDirectoryName(there)!), ref links)
            : there;
    }

    private static string? LinkedTo(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
