using Timeline.Rows;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>A store's file whose rows say something else, under seals that are right, and where it is asked for under ids that are.</summary>
internal sealed class ForgedStore
{
    private readonly Database _database;
    private readonly VersionTable _versions;
    private readonly HistoryTable _histories;
    private readonly Random _random;
    private readonly List<HistoryRow> _rows;

    private ForgedStore(Database database, VersionTable versions, HistoryTable histories, Random random)
    {
        (_database, _versions, _histories, _random) = (database, versions, histories, random);
        _rows = histories.All();
    }

    /// <summary>Forges some rows and does with the store all that can be done.</summary>
    public static bool Use(int seed)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.db");
        File.WriteAllBytes(path, StoreEntrances.Stored.Value);
        var random = new Random(seed);
        using (var database = Database.Open(path, readOnly: false))
        using (var versions = new VersionTable(database))
        using (var histories = new HistoryTable(database))
        {
            var forged = new ForgedStore(database, versions, histories, random);
            for (var left = 1 + random.Next(3); left > 0; left--) forged.Forge();
        }

        return StoreEntrances.UseHistories(path);
    }

    private void Forge()
    {
        var history = _rows[_random.Next(_rows.Count)];
        switch (_random.Next(5))
        {
            case 0:
                ForgeHistory(history);
                break;
            case 1:
                ForgeBranch(history);
                break;
            default:
                ForgeVersion(history);
                break;
        }
    }

    private void ForgeHistory(HistoryRow row)
    {
        var forged = _random.Next(7) switch
        {
            0 => row with { Name = Edges.Text(_random) },
            1 => row with { Key = Edges.Number(_random) },
            2 => row with { Versions = Edges.Number(_random) },
            3 => row with { Current = Edges.Text(_random) },
            4 => row with { Branches = Edges.Number(_random) },
            5 => row with { Heads = Edges.Number(_random) },
            _ => OfManyVersions(row),
        };
        using (var delete = new Statement(_database, "DELETE FROM history WHERE name = ?1")) delete.Begin().Bind(1, row.Name).Run();
        _histories.Put(forged);
    }

    // One row, said to be the last of four thousand millions.
    private HistoryRow OfManyVersions(HistoryRow row)
    {
        var number = _random.Next(2) == 0 ? VersionRow.MostNumbers - 1 : int.MaxValue - 1L;
        if (Row(row, 0) is { } first) Put(row, first with { Number = number, Parents = [] }, isNew: true);
        return row with { Versions = number + 1 };
    }

    private void ForgeBranch(HistoryRow row)
    {
        var name = _random.Next(2) == 0 ? Edges.Text(_random) : "main";
        var number = _random.Next(2) == 0 ? Edges.Number(_random) : _random.Next(16);
        var id = number is >= 0 and < 16 && Row(row, number) is { } there ? there.Id : Row(_rows[0], 0)?.Id ?? default;
        var seal = row.SealOf(name, new VersionRef(number, id));
        using (var put = new Statement(_database, "INSERT OR REPLACE INTO branch(history, name, head, seal) VALUES(?1, ?2, ?3, ?4)"))
            put.Begin().Bind(1, row.Key).Bind(2, name).Bind(3, number).Bind(4, seal).Run();
        var (count, sum) = (0L, 0L);
        using (var all = new Statement(_database, "SELECT seal FROM branch WHERE history = ?1"))
        {
            for (_ = all.Begin().Bind(1, row.Key); all.Step(); count++) sum = unchecked(sum + all.Long(0));
        }

        _histories.Put(row with { Branches = count, Heads = sum });
    }

    private void ForgeVersion(HistoryRow history)
    {
        var number = _random.Next((int)Math.Min(history.Versions, 16));
        if (Row(history, number) is not { } row) return;
        var forged = Forged(row);
        if (_random.Next(2) == 0) forged = WithId(forged);
        Put(history, forged, isNew: false);
    }

    private VersionRow Forged(VersionRow row) => _random.Next(16) switch
    {
        0 => row with { Id = new VersionId(Edges.Bytes(_random, VersionId.Size)) },
        1 => row with { Parents = [new VersionRef(_random.Next(2) == 0 ? Edges.Number(_random) : row.Number + _random.Next(3), row.Id)] },
        2 => row with { Parents = [.. row.Parents, new VersionRef(_random.Next(16), row.Id)] },
        3 => row with { Time = Edges.Number(_random) },
        4 => row with { Actor = Edges.Text(_random) },
        5 => row with { Label = Edges.Text(_random) },
        6 => row with { Changes = Edges.Number(_random) },
        7 => row with { Content = Edges.Bytes(_random, _random.Next(2) == 0 ? Digest.Size : _random.Next(70)) },
        8 => row with { Weight = new ChainWeight(Edges.Number(_random), Edges.Number(_random)) },
        9 => row with { Pack = Edges.Number(_random) },
        10 => row with { PatchHash = Edges.Bytes(_random, _random.Next(2) == 0 ? Digest.Size : _random.Next(70)) },
        11 => row with { SourceHash = Edges.Bytes(_random, _random.Next(70)) },
        12 => row with { Pack = null, PatchHash = null, SourceHash = null, PatchIsText = true, Patch = Edges.Json(_random), Source = null },
        13 => row with { Pack = _random.Next(2) == 0 ? row.Number : row.Pack, PatchIsText = false, Patch = Edges.Blob(_random) },
        14 => row with { Source = Edges.Blob(_random) },
        _ => row with { Snapshot = Edges.Blob(_random) },
    };

    /// <summary>The row with the id that its header has, as anybody can work it out.</summary>
    private static VersionRow WithId(VersionRow row)
    {
        var payload = PayloadCoding.TryDecode(row.Patch, row.PatchIsText, row.Source);
        if (payload is null && row.PatchHash is not { Length: Digest.Size }) return row;
        try
        {
            return row with { Id = row.HeaderOver(payload).ToId() };
        }
        catch (Exception impossible) when (impossible is ArgumentException or OverflowException)
        {
            return row;
        }
    }

    private VersionRow? Row(HistoryRow history, long number)
    {
        try
        {
            return new VersionReader(_database, _versions, history).Row(number);
        }
        catch (Exception forgedBefore) when (forgedBefore is HistoryStoreException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private void Put(HistoryRow history, VersionRow row, bool isNew)
    {
        if (!isNew)
        {
            using var delete = new Statement(_database, "DELETE FROM version WHERE key = ?1");
            delete.Begin().Bind(1, VersionRow.KeyOf(history.Key, row.Number)).Run();
        }

        _versions.Insert([row]);
    }
}
