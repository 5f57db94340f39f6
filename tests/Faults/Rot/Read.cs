using System.Globalization;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Rot;

/// <summary>What can be read of a store, by every way there is.</summary>
internal static class Read
{
    // What decides whether damage had an effect: rows as they lie there, but for payloads, which are packed in many ways.
    private static readonly string[] AllRows =
    [
        "SELECT json_array(type, name, tbl_name, sql) FROM sqlite_master ORDER BY name",
        "SELECT json_array(name, key, versions, current, branches, heads, seal) FROM history ORDER BY name",
        "SELECT json_array(history, name, head, seal) FROM branch ORDER BY history, name",
        "SELECT json_array(key, hex(id), parent, merged, time, actor, label, changes, hex(content), base_bytes, chain_bytes, "
            + "pack, hex(patch_hash), hex(source_hash), hex(snapshot), seal) FROM version NOT INDEXED ORDER BY key",
    ];

    // What somebody reads who trusts the file: who, when, why, what.
    private static readonly string[] Plain =
    [
        "SELECT json_array(name, versions, current) FROM history ORDER BY name",
        "SELECT json_array(history, name, head) FROM branch ORDER BY history, name",
        "SELECT json_array(key, hex(id), parent, merged, time, actor, label, changes, hex(patch), hex(source)) "
            + "FROM version NOT INDEXED ORDER BY key",
    ];

    /// <summary>Everything a store says of itself, by number, range and id.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(IHistoryStore store)
    {
        List<string> lines = [.. await StoreState.ReadAsync(store)];
        foreach (var history in await store.HistoriesAsync())
        {
            foreach (var version in await store.ReadRangeAsync(history.Name, 0, int.MaxValue, VersionDetail.Headers))
            {
                var found = Right(await store.ReadAsync(history.Name, version.Id));
                var prefix = Right(VersionIdPrefix.Parse(version.Id.ToShort(12)));
                var matches = await store.MatchAsync(history.Name, prefix);
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{found.Number} {found.Payload?.Patch.Length} {string.Join(',', matches)}"));
            }
        }

        return lines;
    }

    /// <summary>The rows as they lie there, but for payloads; null where SQLite refuses.</summary>
    public static IReadOnlyList<string>? Rows(string path) => Select(path, AllRows);

    /// <summary>What any SQLite tool shows of a store, which holds nothing against anything; null where SQLite refuses.
    /// </summary>
    public static IReadOnlyList<string>? Trusting(string path) => Select(path, Plain);

    private static List<string>? Select(string path, string[] queries)
    {
        try
        {
            using var file = Database.Open(path, readOnly: false);
            return [.. queries.SelectMany(file.Texts)];
        }
        catch (HistoryStoreException)
        {
            return null;
        }
    }
}
