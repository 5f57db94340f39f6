using Timeline.Storage;

namespace Timeline.Cli.Files;

/// <summary>Which store a document is recorded in, and under what name.</summary>
/// <param name="File">The store's file, as a full path.</param>
/// <param name="Root">The folder that names of documents are relative to.</param>
/// <param name="Exists">Whether the file is there.</param>
internal sealed record StoreLocation(string File, string Root, bool Exists)
{
    private const string Folder = ".timeline";
    private const string FileName = "timeline.db";

    // Stands before the full path of a document that is not below the root; no folder can have this name by accident.
    private const string Outside = "@";

    /// <summary>The store of a document: the one asked for, else the nearest upward, else one beside the document (or
    /// in the nearest folder upward that there is).</summary>
    /// <param name="document">The document's path, or a folder to begin in.</param>
    /// <param name="asked">The store the user named, or null.</param>
    /// <returns>The location; the store need not exist.</returns>
    public static StoreLocation Of(string document, string? asked)
    {
        if (asked is not null) return At(Path.GetFullPath(asked));

        var full = Path.GetFullPath(document);
        var start = full;
        while (!Directory.Exists(start))
            start = Path.GetDirectoryName(start) ?? throw new RefusalException($"there is no folder '{start}'");
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, Folder, FileName);
            if (System.IO.File.Exists(file)) return new(file, folder, true);
        }

        return new(Path.Combine(start, Folder, FileName), start, false);
    }

    /// <summary>The name a document has in this store: its path relative to the root.</summary>
    /// <param name="document">The document's path.</param>
    /// <returns>The name.</returns>
    public HistoryName NameOf(string document)
    {
        var full = Path.GetFullPath(document);
        if (full == Root || Directory.Exists(full))
            throw new RefusalException(ExitCode.Trouble, $"'{document}' is a folder; name the JSON document in it");

        var relative = Path.GetRelativePath(Root, full).Replace('\\', '/');
        var isOutside = relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative);
        var name = isOutside ? $"{Outside}/{full.Replace('\\', '/').TrimStart('/')}" : relative;
        return HistoryName.Parse(name).OrRefuse();
    }

    private static StoreLocation At(string file)
    {
        if (Directory.Exists(file))
            throw new RefusalException(ExitCode.Trouble, $"'{file}' is a folder; --store names the store's file");

        var folder = Path.GetDirectoryName(file) ?? file;
        var root = Path.GetFileName(folder) == Folder ? Path.GetDirectoryName(folder) ?? folder : folder;
        return new(file, root, System.IO.File.Exists(file));
    }
}
