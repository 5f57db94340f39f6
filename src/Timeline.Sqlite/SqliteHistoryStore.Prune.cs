using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Rows;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <inheritdoc/>
    public async ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(numbers);
        var pruned = await _access.Write(() => Prune(history, numbers), cancellation).ConfigureAwait(false);
        if (!pruned.Exists(done => !done.Dropped.IsEmpty)) return pruned;
        try
        {
            await _access.GiveBackSpace(CancellationToken.None).ConfigureAwait(false);
        }
        catch (HistoryStoreException failure) when (failure.Trouble != StoreTrouble.Corrupt)
        {
            // The payloads are gone, which is what was asked; a failure would say that they are not. The room they
            // took is given back by the next pruning or compacting.
        }

        return pruned;
    }

    private Either<TimelineError, Pruned> Prune(HistoryName name, IReadOnlySet<long> numbers)
    {
        if (_histories.Find(name) is not { } history) return new TimelineError.HistoryUnknown(name);
        var reader = Reader(history);
        var rows = reader.Rows(0, history.Versions);
        var planned = PrunePlan.Make(ToStored(history), [.. rows.Select(ToEntry)], numbers);
        if (planned.IsLeft) return planned.Map(plan => new Pruned(plan.Dropped, plan.Cut));
        var plan = planned.ValueUnsafe();
        if (plan.Dropped.IsEmpty) return new Pruned([], []);
        var changed = SnapshotsOf(plan.Cut, rows, name, reader);

        // A pack loses some of its versions by losing all; what stays of it is packed again below.
        var dropped = plan.Dropped.ToHashSet();
        var broken = plan.Dropped.Select(number => rows[(int)number].Pack).OfType<long>().ToHashSet();
        foreach (var row in rows.Where(row => row.Pack is { } holder && broken.Contains(holder)))
        {
            if (dropped.Contains(row.Number)) continue;
            var coded = PayloadCoding.Encode(reader.Payload(row));
            var kept = changed.GetValueOrDefault(row.Number, row);
            changed[row.Number] = kept with
            {
                Snapshot = kept.Snapshot is { Length: 0 }
                    ? Compression.Compress(reader.Snapshot(row)!.Value.Span, Compression.Quick)
                    : kept.Snapshot,
                Pack = null,
                Patch = coded.Patch,
                PatchIsText = coded.PatchIsText,
                Source = coded.Source,
            };
        }

        foreach (var number in plan.Dropped)
            changed[number] = rows[(int)number].Without(reader.Payload(rows[(int)number]));
        foreach (var row in changed.Values) _versions.Update(row);
        if (broken.Count > 0) _ = Compact(name);
        return new Pruned(plan.Dropped, plan.Cut);
    }

    private static PrunePlan.Entry ToEntry(VersionRow row) => new(
        row.Parents.IsEmpty ? null : row.Parents[0].Number, row.IsPruned, row.Snapshot is not null);

    /// <summary>The rows of versions with a snapshot of their value added, in ascending order.</summary>
    private static SortedDictionary<long, VersionRow> SnapshotsOf(
        ImmutableArray<long> numbers, List<VersionRow> rows, HistoryName name, VersionReader reader)
    {
        var changed = new SortedDictionary<long, VersionRow>();
        var values = new Dictionary<long, Value>();
        foreach (var number in numbers)
        {
            var value = ValueOf(number, rows, name, reader, values);
            values[number] = value;
            changed[number] = rows[(int)number].With(value);
        }

        return changed;
    }

    /// <summary>The value of a version, from the nearest one on its chain that is known.</summary>
    private static Value ValueOf(
        long number, List<VersionRow> rows, HistoryName name, VersionReader reader, Dictionary<long, Value> known)
    {
        var steps = new Stack<VersionRow>();
        var row = rows[(int)number];
        Either<TimelineError, Value> value;
        while (true)
        {
            if (known.TryGetValue(row.Number, out var there))
            {
                value = there;
                break;
            }

            if (reader.Snapshot(row) is { } snapshot)
            {
                value = Restoring.OfSnapshot(snapshot.Span);
                break;
            }

            steps.Push(row);
            if (row.Parents.IsEmpty)
            {
                value = Value.OfNull();
                break;
            }

            row = rows[(int)row.Parents[0].Number];
        }

        foreach (var step in steps)
            value = value.Bind(before => Restoring.Apply(name, before, reader.ToStored(step, VersionDetail.Full)));
        return value.IfLeft(error => throw reader.Damage(number, error.Message));
    }
}
