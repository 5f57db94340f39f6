using System.Collections.Immutable;
using System.Globalization;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>What a verification of a store of histories has met so far.</summary>
internal sealed class Findings
{
    private const long MostMissing = 10_000;

    private readonly ImmutableArray<VerifyFinding>.Builder _findings = ImmutableArray.CreateBuilder<VerifyFinding>();

    /// <summary>How many versions were met.</summary>
    public long Versions { get; set; }

    /// <summary>How many branches were met.</summary>
    public long Branches { get; set; }

    /// <summary>How many of the versions have given up their payloads.</summary>
    public long Pruned { get; set; }

    /// <summary>Records what was found.</summary>
    /// <param name="history">The history; null for the store.</param>
    /// <param name="fault">What is wrong, in words.</param>
    public void Add(string? history, string fault) => _findings.Add(new VerifyFinding(history, null, fault));

    /// <summary>Records what was found.</summary>
    /// <param name="findings">The findings.</param>
    public void Add(IEnumerable<VerifyFinding> findings) => _findings.AddRange(findings);

    /// <summary>Holds the rows there are against those that were met.</summary>
    /// <param name="versions">How many rows of versions there are.</param>
    /// <param name="branches">How many rows of branches there are.</param>
    public void CheckTotals(long versions, long branches)
    {
        if (versions > Versions) Add(null, "there are versions of no history");
        if (branches > Branches) Add(null, "there are branches of no history");
    }

    /// <summary>Whether so many rows of a history are missing that they are not asked for one by one; that is noted
    /// then.</summary>
    /// <param name="history">The history.</param>
    /// <param name="there">How many rows of it there are.</param>
    public bool AreMissing(HistoryRow history, long there)
    {
        if (history.Versions - there <= MostMissing) return false;
        Versions += there;
        Add(history.Name, string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Versions - there} of its {history.Versions} versions are missing"));
        return true;
    }

    /// <summary>Turns damage that is met on the way into a finding.</summary>
    /// <param name="history">The history that is checked; null for the store.</param>
    /// <param name="number">The version that is checked; null for none.</param>
    /// <param name="check">What may meet damage.</param>
    /// <returns>False where it did.</returns>
    public bool Guarded(string? history, long? number, Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
        {
            _findings.Add(new VerifyFinding(
                damage.History ?? history, damage.Number ?? number, damage.Fault ?? damage.Message));
            return false;
        }
    }

    /// <summary>What there is to say in the end.</summary>
    /// <param name="histories">How many histories were met.</param>
    /// <returns>The report.</returns>
    public VerifyReport Report(int histories) => new(histories, Versions, Pruned, _findings.ToImmutable());
}
