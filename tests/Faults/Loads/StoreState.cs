using System.Globalization;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Faults.Loads;

/// <summary>Everything that a store says, in lines: two stores with the same lines hold the same.</summary>
internal static class StoreState
{
    /// <summary>Reads it: histories, branches, versions with their payloads, and the value of each.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IHistoryStore store)
    {
        var lines = new List<string>();
        foreach (var history in await store.HistoriesAsync().ConfigureAwait(false))
        {
            lines.Add($"{history.Name}: {history.Count} versions, on {history.Current}");
            lines.AddRange(history.Branches.Select(branch => $"{history.Name} {branch.Name} at {branch.Head.Number} {branch.Head.Id}"));
            var versions = await store.ReadRangeAsync(history.Name, 0, int.MaxValue, VersionDetail.Full).ConfigureAwait(false);
            foreach (var version in versions)
            {
                var value = await store.RestoreAsync(history.Name, version.Number).ConfigureAwait(false);
                lines.Add($"{history.Name} {Line(version)} value {value.Match(found => Json.ToText(found), error => error.Message)}");
            }
        }

        return lines;
    }

    /// <summary>Where two states part, in words; null where they are the same.</summary>
    public static string? Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            var (one, other) = (expected.ElementAtOrDefault(i), actual.ElementAtOrDefault(i));
            if (one != other) return $"line {i}: expected <{Cut(one)}> but is <{Cut(other)}>";
        }

        return null;
    }

    private static string Line(StoredVersion version)
    {
        var parents = string.Join(',', version.Parents.Select(parent => $"{parent.Number}:{parent.Id.ToShort()}"));
        var payload = version.Payload is { } there
            ? $"{Digest.Of(there.Patch.Span)} {(there.Source is { } source ? Digest.Of(source.Span).ToString() : "none")}"
            : "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{version.Number} {version.Id} ({parents}) {version.Stamp.Ticks} '{version.Stamp.Actor}' '{version.Stamp.Label}' "
            + $"{version.Changes} {version.ContentHash} {version.IsPruned} payload {payload}");
    }

    private static string Cut(string? line) => line is null ? "nothing" : line[..Math.Min(line.Length, 300)];
}
