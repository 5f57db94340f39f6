using System.Security.Cryptography;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Persisting;

/// <summary>Reads the history of a variable out of a store; the opposite of <see cref="VersionEncoder"/>.</summary>
/// <remarks>
/// Versions are made in the order of their numbers, each from its first parent's, so that they share in memory what
/// they shared when they were set. Of what was pruned the indexes stay. One for each reading.
/// </remarks>
/// <typeparam name="T">The type of the variable.</typeparam>
/// <param name="store">Where it is kept.</param>
/// <param name="name">The name of the history.</param>
/// <param name="sealer">What opens sealed values.</param>
/// <param name="form">What makes values of data.</param>
/// <param name="placeOf">What errors call the version of a number; null for its number and history.</param>
internal sealed class HistoryReader<T>(
    IHistoryStore store,
    HistoryName name,
    Sealer sealer,
    IValueForm<T> form,
    Func<long, string>? placeOf = null)
{
    private const int Page = 512;

    private static readonly JsonLimits Limits = new()
    {
        Depth = Value.MaximumDepth,
        Bytes = long.MaxValue,
        TextBytes = int.MaxValue,
        Digits = int.MaxValue,
    };

    private readonly List<Row> _rows = [];

    /// <summary>Reads the history.</summary>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The history; null where there is none.</returns>
    /// <exception cref="TimelineException">
    /// A version does not fit the type, cannot be opened, or is damaged; the message names it.
    /// </exception>
    public async ValueTask<StoredBranches<T>?> ReadAsync(CancellationToken cancellation)
    {
        var found = await store.FindAsync(name, cancellation).ConfigureAwait(false);
        if (found.IsNone || found.ValueUnsafe() is not { Branches.IsEmpty: false } stored) return null;
        while (_rows.Count < stored.Count)
        {
            var count = (int)Math.Min(Page, stored.Count - _rows.Count);
            var page = await store
                .ReadRangeAsync(name, _rows.Count, count, VersionDetail.Full, cancellation)
                .ConfigureAwait(false);
            if (page.IsEmpty) throw new TimelineException($"the history '{name}' ends before its last version");
            foreach (var version in page)
                _rows.Add(await ToRowAsync(version, cancellation).ConfigureAwait(false));
        }

        return ToBranches(stored);
    }

    private StoredBranches<T> ToBranches(StoredHistory stored)
    {
        Branches<T>? branches = null;
        var tips = new Dictionary<Version<T>, Tip>(ReferenceEqualityComparer.Instance);
        foreach (var (branch, head) in stored.Branches)
        {
            var row = _rows[(int)head.Number];
            var version = row.Version
                ?? throw new TimelineException($"branch '{branch}' of '{name}' stands at what was pruned");
            branches = branches is null
                ? Branches<T>.Start(branch, History.Of(version))
                : TimelineException.Unwrap(branches.Create(branch, History.Of(version)));
            tips[version] = row.Tip;
        }

        if (branches!.TryFind(stored.Current, out _))
            branches = TimelineException.Unwrap(branches.Switch(stored.Current));
        var recorded = new Dictionary<Version<T>, Recorded>(_rows.Count, ReferenceEqualityComparer.Instance);
        foreach (var row in _rows)
            if (row.Version is { } version) recorded[version] = new Recorded(row.Ref, row.StandsOnParent);
        return new StoredBranches<T>(stored, branches, recorded, tips);
    }

    private async ValueTask<Row> ToRowAsync(StoredVersion version, CancellationToken cancellation)
    {
        var parent = version.Parents.IsEmpty ? null : At(version.Parents[0]);
        var place = placeOf?.Invoke(version.Number)
            ?? FormattableString.Invariant($"version {version.Number} of '{name}'");
        if (version.Payload is not { } payload)
        {
            var last = (parent?.Index ?? -1) + VersionEncoder.Span(version);
            return new Row(version.Ref, Tip.OfPruned(version.Id), last, null, parent?.Line, false);
        }

        // What stood on a version that was pruned has its value in the store beside its patch.
        var (stored, patch) = parent is { Tip.Stored: null }
            ? (Fit(place, await store.RestoreAsync(name, version.Number, cancellation).ConfigureAwait(false)), null)
            : Stepped(place, parent?.Tip.Stored ?? Value.Null.Instance, JsonPatch.Parse(payload.Patch.Span, Limits));
        if (Envelope.Is(stored)) return Opened(place, version, parent, stored);

        sealer.PassPlain(place);
        var wasPlain = ReferenceEquals(parent?.Tip.Plain, parent?.Tip.Stored);
        return Made(place, version, parent, new Tip(version.Id, stored, stored, 0, 0), wasPlain ? patch : null, false);
    }

    private Row At(VersionRef parent) => parent.Number < _rows.Count && _rows[(int)parent.Number].Ref == parent
        ? _rows[(int)parent.Number]
        : throw new TimelineException($"'{name}' is damaged: a parent does not come before its version");

    private Row Opened(string place, StoredVersion version, Row? parent, Value stored)
    {
        var envelope = Envelope.Read(stored) ?? throw new TimelineException($"{place} is no envelope that can be read");
        var bound = new SealedPlace(name, [.. version.Parents.Select(it => it.Id)], version.Stamp);
        var text = sealer.Open(bound, place, envelope);
        try
        {
            if (envelope.Member == Envelope.Whole)
            {
                var value = Fit(place, Json.Parse(text, Limits));
                return Made(place, version, parent, new Tip(version.Id, stored, value, 0, text.Length), null, false);
            }

            if (parent?.Tip is not { Plain: { } before } tip)
                throw new TimelineException($"{place} stands on a value that was pruned");
            var (after, patch) = Stepped(place, before, JsonPatch.Parse(text, Limits));
            var next = new Tip(version.Id, stored, after, tip.Patches + 1, tip.Room - text.Length);
            return Made(place, version, parent, next, patch, true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private Row Made(string place, StoredVersion version, Row? parent, Tip tip, Patch? patch, bool standsOnParent)
    {
        TimelineError? error;
        // Where versions were pruned in between, the patch leads from the last of them.
        var value = parent?.Line is { } before
            ? form.After(before.Value, parent.Version is null ? null : patch, tip.Plain!, out error)
            : form.FromValue(tip.Plain!, out error);
        if (error is not null) throw Unfit(place, error);
        var index = (parent?.Index ?? -1) + 1;
        var second = version.Parents.Length > 1 ? At(version.Parents[1]).Line : null;
        var made = History.Restored(index, value, version.Stamp, parent?.Line, second);
        return new Row(version.Ref, tip, index, made, made, standsOnParent);
    }

    private static (Value Value, Patch? Patch) Stepped(
        string place, Value before, Either<TimelineError, JsonPatch> read)
    {
        var patch = Fit(place, read.Bind(it => it.ToPatch(before)));
        return (Fit(place, patch.Apply(before)), patch);
    }

    private static TResult Fit<TResult>(string place, Either<TimelineError, TResult> outcome) => outcome.Match(
        result => result, error => throw Unfit(place, error));

    private static TimelineException Unfit(string place, TimelineError error) =>
        TimelineException.Of($"{place} does not fit {typeof(T).Name}", error);

    /// <summary>A version that was read.</summary>
    /// <param name="Ref">Where it stands in the store.</param>
    /// <param name="Tip">What the next one must know of it.</param>
    /// <param name="Index">Its index; of what stands for several, that of the last.</param>
    /// <param name="Version">The version; null where it was pruned.</param>
    /// <param name="Line">The newest version that is left of its line.</param>
    /// <param name="StandsOnParent">Whether its value cannot be had without its first parent's.</param>
    private sealed record Row(
        VersionRef Ref, Tip Tip, int Index, Version<T>? Version, Version<T>? Line, bool StandsOnParent);
}
