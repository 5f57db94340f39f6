using System.Diagnostics;
using Timeline.Documents;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Rot;

/// <summary>
/// A store whose bytes are not those that were written: what it says is right or it says that it is damaged, its verification
/// finds what has an effect, and a copy makes it whole again.
/// </summary>
public sealed class StoreRotTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Tally _tally = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_rots_is_never_read_as_data_is_found_and_is_healed_from_a_copy()
    {
        foreach (var form in Enum.GetValues<Sample.Form>())
        {
            var sample = await Sample.MakeAsync(_folder.File($"{form}.db"), form);
            var random = new Random(unchecked((Extent.Seed * 7919) + (int)form));
            await TryAsync(sample, Extent.Of(20, 334), () => Damage.Flip(sample.Files, random), isFlip: true);
            await TryAsync(sample, Extent.Of(7, 67), () => Damage.Truncate(sample.Files, random));
            await TryAsync(sample, Extent.Of(5, 34), () => Damage.Swap(sample.Files, random));
        }

        Figures.Report("bit rot", _tally.ToString());
        Assert.True(_tally.Wrong.Count == 0, string.Join('\n', _tally.Wrong));
        Assert.True(_tally.Healed > 0 && _tally.Effective > _tally.Tried / 3, $"too little has happened: {_tally}");
        Assert.True(_tally.SilentlyWrongIfTrusted * 3 > _tally.EffectiveFlips, $"the flips are of no use: {_tally}");
    }

    private async Task TryAsync(Sample sample, int count, Func<Damage> damage, bool isFlip = false)
    {
        for (var i = 0; i < count; i++)
        {
            var made = damage();
            if (await FaultAsync(sample, made, isFlip, byCommand: i % 16 == 0) is { } fault)
                _tally.Wrong.Add($"{Path.GetFileName(sample.Replica)}, {made.Words}: {fault}");
        }
    }

    /// <summary>What is wrong with how the store takes some damage; null for nothing.</summary>
    private async Task<string?> FaultAsync(Sample sample, Damage damage, bool isFlip, bool byCommand)
    {
        var path = _folder.File("rotten.db");
        var reading = await Given(damage, path, () => ReadAsync(path));
        var verifying = await Given(damage, path, () => VerifyAsync(path));
        var rows = await Given(damage, path, () => Task.FromResult(Read.Rows(path)));
        _tally.Tried++;
        if ((reading.Foreign ?? verifying.Foreign) is { } foreign) return $"not the store's own error: {foreign}";
        var isRead = reading.Value?.SequenceEqual(sample.Content) == true;
        if (!isRead && reading.Value is { } read)
            return $"silently wrong: {StoreState.Difference(sample.Content, read)}";

        var isEffective = !isRead || rows.Value?.SequenceEqual(sample.Rows) != true;
        if (isEffective && verifying.IsGood)
            return $"not found: {reading.Trouble?.Message}; {StoreState.Difference(sample.Rows, rows.Value ?? [])}";
        if (isEffective && isFlip) await CountTrustAsync(sample, damage, path);
        if (isEffective) _tally.Effective++;
        if (!verifying.IsGood) _tally.Found++;
        if (byCommand && await CommandFaultAsync(damage, path, verifying.IsGood) is { } other) return other;

        // A file that says that it is of a newer version may tell the truth, and is left alone.
        return verifying.IsGood || verifying.Trouble?.Trouble == StoreTrouble.NewerFormat
            ? null
            : await HealingFaultAsync(sample, damage, path);
    }

    private async Task CountTrustAsync(Sample sample, Damage damage, string path)
    {
        _tally.EffectiveFlips++;
        var trusted = await Given(damage, path, () => Task.FromResult(Read.Trusting(path)));
        if (trusted.Value is { } plain && !plain.SequenceEqual(sample.Trusted)) _tally.SilentlyWrongIfTrusted++;
    }

    private async Task<string?> HealingFaultAsync(Sample sample, Damage damage, string path)
    {
        var repairing = await Given(damage, path, () => RepairAsync(path, sample.Replica));
        if (repairing.Value is not { IsWhole: true } report)
            return $"not healed: {repairing.Trouble?.Message} {repairing.Foreign} {repairing.Value?.Unhealed[0]}";
        var content = await ReadAsync(path);
        if (StoreState.Difference(sample.Content, content) is { } difference) return $"healed wrongly: {difference}";
        if (!(await VerifyAsync(path)).IsClean) return "healed and not clean";
        _tally.Healed++;
        if (report.IsReplaced) _tally.Replaced++;
        if (report.Kept is { } kept) File.Delete(kept);
        foreach (var left in Directory.GetFiles(_folder.Path, "rotten.db.damaged-*")) File.Delete(left);
        return null;
    }

    private async Task<string?> CommandFaultAsync(Damage damage, string path, bool isGood)
    {
        damage.Files.Write(path);
        string[] line = ["exec", Path.Combine(AppContext.BaseDirectory, "timeline.dll"), "verify", "--store", path];
        using var process = Process.Start(new ProcessStartInfo("dotnet", line)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        _ = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        _tally.Commands++;
        return process.ExitCode is 0 or 1 or 3 && (process.ExitCode == 0) == isGood
            ? null
            : $"the command answers {process.ExitCode}: {await error}";
    }

    private static async Task<Answer<T>> Given<T>(Damage damage, string path, Func<Task<T>> act)
    {
        damage.Files.Write(path);
        return await Answer<T>.OfAsync(act);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string path)
    {
        await using var store = SqliteHistoryStore.Open(path);
        return await Read.AllAsync(store);
    }

    private static async Task<VerifyReport> VerifyAsync(string path)
    {
        await using var store = SqliteHistoryStore.Open(path);
        return await DocumentHistory.VerifyAsync(store);
    }

    private static async Task<RepairReport> RepairAsync(string path, string replica)
    {
        await using var store = SqliteHistoryStore.Open(replica, new SqliteStoreOptions { ReadOnly = true });
        return await SqliteHistoryStore.RepairAsync(path, [store], new RepairOptions { ReplacesUnreadable = true });
    }
}
