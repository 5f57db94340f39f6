using System.Text.RegularExpressions;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The tables that a format has, with all that hangs on them, as SQLite says how they were made.</summary>
/// <remarks>
/// Somebody else's triggers, views in the place of tables and columns that are computed would be carried out by
/// reading and writing, and a query on a view may never end. So a file is refused unless its tables are those that the
/// steps of its schema make. Other tables may be in it: nothing here asks for them.
/// </remarks>
internal sealed partial class Tables
{
    private const char Between = '\u001f';

    private readonly HashSet<string> _objects;
    private readonly HashSet<string> _names;

    private Tables(IEnumerable<string> objects)
    {
        _objects = [.. objects];
        _names = [.. _objects.Where(it => it.StartsWith("table", StringComparison.Ordinal)).Select(NameOf)];
    }

    /// <summary>The tables that steps make.</summary>
    /// <param name="steps">The steps from an empty file on.</param>
    /// <returns>The tables.</returns>
    public static Tables Of(IEnumerable<Action<Database>> steps)
    {
        using var memory = Database.Open(":memory:", readOnly: false);
        foreach (var step in steps) step(memory);
        return new Tables(Read(memory));
    }

    /// <summary>Refuses a file whose tables are others.</summary>
    /// <param name="database">The file.</param>
    public void Check(Database database)
    {
        var there = Read(database).Where(it => _names.Contains(NameOf(it))).ToHashSet();
        if (there.SetEquals(_objects.Where(it => _names.Contains(NameOf(it))))) return;
        throw HistoryStoreException.Corrupt(
            database.Path, null, null, "its tables are not those that a store makes, or something hangs on them");
    }

    /// <summary>Holds the views of a file against those that it was given. Nothing here asks them, people do.</summary>
    /// <param name="database">The file.</param>
    public void CheckViews(Database database)
    {
        if (_objects.IsSubsetOf(Read(database))) return;
        throw HistoryStoreException.Corrupt(database.Path, null, null, "its views are not those that a store makes");
    }

    private static IEnumerable<string> Read(Database database) => database.Texts(
        "SELECT type || char(31) || lower(tbl_name) || char(31) || name || char(31) || coalesce(sql, '') || char(31) "
        + "|| typeof(type) || typeof(name) || typeof(tbl_name) || typeof(sql) FROM sqlite_master")
        .Select(it => Space.Replace(it, " "));

    private static string NameOf(string it) => it.Split(Between)[1];

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space { get; }
}
