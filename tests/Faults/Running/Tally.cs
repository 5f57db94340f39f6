using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Running;

/// <summary>Counts what a judge has said of many stores that met a fault.</summary>
internal sealed class Tally
{
    /// <summary>How many stores were judged.</summary>
    public int Judged { get; private set; }

    /// <summary>How many steps all of them together were to hold.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>How many acknowledged steps are gone.</summary>
    public long Lost { get; private set; }

    /// <summary>How many stores are damaged, or cannot be opened.</summary>
    public int Corrupt { get; private set; }

    /// <summary>How many stores hold a part of a step.</summary>
    public int Half { get; private set; }

    /// <summary>The first that was wrong, in words; null for none.</summary>
    public string? First { get; private set; }

    public bool IsGood => First is null;

    /// <summary>Judges a store's file, which may be one that cannot be opened.</summary>
    /// <returns>How many steps it holds.</returns>
    public async Task<int> JudgeAsync(Judge judge, string path, int acknowledged, string where)
    {
        try
        {
            await using var store = SqliteHistoryStore.Open(path);
            return Add(await judge.JudgeAsync(store, acknowledged), acknowledged, where);
        }
        catch (HistoryStoreException failure)
        {
            return Add(new Verdict(acknowledged, Corrupt: failure.Message), acknowledged, where);
        }
    }

    /// <summary>Counts a verdict.</summary>
    /// <returns>How many steps the store holds.</returns>
    public int Add(Verdict verdict, int acknowledged, string where)
    {
        Judged++;
        Acknowledged += acknowledged;
        Lost += verdict.Lost;
        if (verdict.Corrupt is not null) Corrupt++;
        if (verdict.Half is not null) Half++;
        if (!verdict.IsGood) First ??= $"{where}, {acknowledged} acknowledged: {verdict}";
        return verdict.Steps;
    }

    public override string ToString() =>
        $"{Acknowledged} acknowledged steps looked for, lost {Lost}, corrupt {Corrupt}, half visible {Half}";
}
