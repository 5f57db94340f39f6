using Timeline.Storage;
using Timeline.Persisting;

namespace Timeline.Cli.Files;

/// <summary>Which store a document is recorded in, and under what name.</summary>
/// <param name="File">The store's file, as a full path.</param>
/// <param name="Root">The folder that names of documents are relative to.</param>
/// <param name="Exists">Whether the file is there.</param>
/// <param name="IsAsked">Whether the user named it.</param>
internal sealed record StoreLocation(string File, string Root, bool Exists, bool IsAsked)
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
            if (System.IO.File.Exists(file)) return new(file, folder, true, false);
        }

        return new(Path.Combine(start, Folder, FileName), start, false, false);
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

    /// <summary>The names that may be meant, the likeliest first: that of a path, and where the user named the store
    /// and there is no such file, what is written itself, as of a variable that a program keeps.</summary>
    /// <param name="written">The document's path, or its name in this store.</param>
    /// <returns>At least one name.</returns>
    public IReadOnlyList<HistoryName> NamesOf(string written)
    {
        var plain = IsAsked && !System.IO.File.Exists(written)
            ? HistoryName.Parse(written).Match<HistoryName?>(name => name, _ => null)
            : null;
        if (plain is null) return [NameOf(written)];
        if (Directory.Exists(written)) return [plain];
        var name = NameOf(written);
        return name == plain ? [name] : [name, plain];
    }

    /// <summary>The path that a document is to be named by from where the user is.</summary>
    /// <param name="name">The document's name in this store.</param>
    /// <returns>The path relative to the current folder; a full one for a document that is not below the
    /// root.</returns>
    public string FileOf(HistoryName name) =>
        name.Text.StartsWith($"{Outside}/", StringComparison.Ordinal)
            ? Path.GetFullPath(name.Text[Outside.Length..])
            : Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Root, name.Text));

    /// <summary>Makes the store's folder where it is missing, and none above: those would be mistyped.</summary>
    public void MakeFolder()
    {
        var folder = Path.GetDirectoryName(File)!;
        if (Directory.Exists(folder)) return;
        if (Path.GetFileName(folder) != Folder || !Directory.Exists(Root))
        {
            throw new RefusalException(
                ExitCode.Trouble, $"there is no folder '{folder}' for the store; make it, or name another one");
        }

        _ = Directory.CreateDirectory(folder);
        FolderNames.Flush(Root);
    }

    private static StoreLocation At(string file)
    {
        if (Directory.Exists(file))
            throw new RefusalException(ExitCode.Trouble, $"'{file}' is a folder; --store names the store's file");

        var folder = Path.GetDirectoryName(file) ?? file;
        var root = Path.GetFileName(folder) == Folder ? Path.GetDirectoryName(folder) ?? folder : folder;
        return new(file, root, System.IO.File.Exists(file), true);
    }
}
