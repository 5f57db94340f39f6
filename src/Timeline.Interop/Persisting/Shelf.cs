using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Telemetry;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>One history in a store: what of a variable's versions is there, and how more gets there.</summary>
/// <remarks>Not safe for several threads at once: whoever writes takes turns.</remarks>
/// <typeparam name="T">The type of the variable.</typeparam>
internal sealed class Shelf<T>(IHistoryStore store, HistoryName name, Sealer sealer, Func<T, Value> toValue)
{
    private readonly VersionEncoder _encoder = new(name, sealer);

    // What was encoded and not yet written keeps its id, also where it is written at a second attempt.
    private readonly Dictionary<Version<T>, Encoded> _encoded = new(ReferenceEqualityComparer.Instance);

    private Dictionary<Version<T>, Recorded> _recorded = new(ReferenceEqualityComparer.Instance);
    private Dictionary<Version<T>, Tip> _tips = new(ReferenceEqualityComparer.Instance);

    /// <summary>The name of the history.</summary>
    public HistoryName Name => name;

    /// <summary>Takes over what was read.</summary>
    public void Hold(StoredBranches<T> read)
    {
        _encoded.Clear();
        (_recorded, _tips) = (read.Recorded, read.Tips);
    }

    /// <summary>Writes what changed, all or nothing.</summary>
    /// <param name="before">The branches as the store has them; null for none.</param>
    /// <param name="after">The branches as they shall be.</param>
    /// <param name="made">Versions made on the way, with their values where they are known as data.</param>
    /// <returns>Nothing, or why the store refused.</returns>
    public async ValueTask<TimelineError?> AppendAsync(
        Branches<T>? before, Branches<T> after, IReadOnlyDictionary<Version<T>, Value?> made)
    {
        var batch = ImmutableArray.CreateBuilder<NewVersion>();
        List<Version<T>> versions = [];
        foreach (var version in Missing(after, made))
        {
            var parent = await TipAsync(version.Parent).ConfigureAwait(false);
            if (version.Index - (version.Parent?.Index ?? -1) - 1 is > 0 and var gap)
            {
                var encoded = VersionEncoder.Gap(parent, gap, version.Stamp);
                batch.Add(encoded.Version);
                parent = encoded.Tip;
            }

            batch.Add(Encoded(version, parent, made.GetValueOrDefault(version)).Version);
            versions.Add(version);
        }

        var moves = BranchMoves.Between(before, after, IdOf);
        var current = before?.Current == after.Current ? (BranchName?)null : after.Current;
        if (batch.Count == 0 && moves.IsEmpty && current is null) return null;
        var appending = await store
            .AppendAsync(name, new AppendBatch(batch.ToImmutable(), moves) { Current = current }, default)
            .ConfigureAwait(false);
        if (appending.IsLeft) return (TimelineError)appending;

        // Versions that are equal in all are one in a store, also where one writing brings both.
        var numbers = new Dictionary<VersionId, long>();
        foreach (var (number, id) in appending.ValueUnsafe().Versions) numbers[id] = number;
        Register(after, versions, numbers);
        return null;
    }

    /// <summary>Where the store stands; null where it has no such history.</summary>
    public async ValueTask<StoredHistory?> FindAsync()
    {
        var found = await store.FindAsync(name, default).ConfigureAwait(false);
        return found.IsNone ? null : found.ValueUnsafe();
    }

    /// <summary>Whether a store has the branches that a writing would have led to: these, where they stand, and no
    /// other.</summary>
    /// <param name="stored">Where the store stands.</param>
    /// <param name="after">The branches that the writing would have led to.</param>
    public bool StandsAt(StoredHistory stored, Branches<T> after)
    {
        // A store may name a branch that it does not have.
        if (stored.Current != after.Current && stored.Head(stored.Current).IsSome) return false;
        return stored.Branches.Length == after.Names.Count()
            && after.Names.All(branch => IsAt(stored.Head(branch), BranchGraph.HeadOf(after, branch).Head!));
    }

    /// <summary>Whether the store has all versions of a writing that said that it failed.</summary>
    /// <param name="after">The branches that it would have led to.</param>
    /// <param name="made">Versions made on the way.</param>
    public async ValueTask<bool> IsWrittenAsync(Branches<T> after, IReadOnlyDictionary<Version<T>, Value?> made)
    {
        var versions = Missing(after, made);
        if (versions.Any(version => !_encoded.ContainsKey(version))) return false;
        var numbers = new Dictionary<VersionId, long>();
        foreach (var version in versions)
        {
            var reading = await store.ReadAsync(name, IdOf(version), default).ConfigureAwait(false);
            if (reading.IsLeft) return false;
            numbers[IdOf(version)] = reading.ValueUnsafe().Number;
        }

        Register(after, versions, numbers);
        return true;
    }

    /// <summary>Lets go of what was encoded and will not be written.</summary>
    public void Forget() => _encoded.Clear();

    /// <summary>Gives up the content of versions, and of the branches in memory what the store gave up.</summary>
    /// <param name="branches">The branches, all of them written.</param>
    /// <param name="dropped">The versions to give up.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>The branches without them.</returns>
    /// <exception cref="TimelineException">The store refused.</exception>
    public async ValueTask<Branches<T>> PruneAsync(
        Branches<T> branches, System.Collections.Generic.HashSet<Version<T>> dropped, CancellationToken cancellation)
    {
        Spare(branches, dropped);
        var numbers = dropped.Select(version => _recorded[version].Ref.Number).ToHashSet();
        if (numbers.Count == 0) return branches;
        _ = TimelineException.Unwrap(await store.PruneAsync(name, numbers, cancellation).ConfigureAwait(false));
        var pruned = JournalPruning.Without(branches, dropped, out var renewed);
        _recorded = Moved(_recorded, renewed);
        _tips = Moved(_tips, renewed);
        return pruned;
    }

    /// <summary>Keeps what kept versions are sealed as patches of.</summary>
    private void Spare(Branches<T> branches, System.Collections.Generic.HashSet<Version<T>> dropped)
    {
        foreach (var version in BranchGraph.Versions(branches).Where(version => !dropped.Contains(version)))
        {
            var kept = version;
            while (_recorded[kept].StandsOnParent && kept.Parent is { } parent && dropped.Remove(parent)) kept = parent;
        }
    }

    private static Dictionary<Version<T>, TKept> Moved<TKept>(
        Dictionary<Version<T>, TKept> kept, Dictionary<Version<T>, Version<T>> renewed)
    {
        var moved = new Dictionary<Version<T>, TKept>(ReferenceEqualityComparer.Instance);
        foreach (var (version, at) in renewed)
            if (kept.TryGetValue(version, out var found)) moved[at] = found;
        return moved;
    }

    private List<Version<T>> Missing(Branches<T> after, IReadOnlyDictionary<Version<T>, Value?> made) =>
    [
        .. BranchGraph.Versions(after, _recorded.ContainsKey)
            .Union(made.Keys.Where(version => !_recorded.ContainsKey(version)), ReferenceComparison)
            .OrderBy(version => version.Generation),
    ];

    private static IEqualityComparer<Version<T>> ReferenceComparison { get; } =
        EqualityComparer<Version<T>>.Create(ReferenceEquals, version => version.GetHashCode());

    private Encoded Encoded(Version<T> version, Tip? parent, Value? data)
    {
        if (_encoded.TryGetValue(version, out var encoded)) return encoded;
        var merged = version.SecondParent is { } second ? IdOf(second) : (VersionId?)null;
        encoded = _encoder.Encode(parent, merged, version.Stamp, data ?? toValue(version.Value));
        return _encoded[version] = encoded;
    }

    private bool IsAt(Option<VersionRef> stored, Version<T> head) =>
        (_recorded.ContainsKey(head) || _encoded.ContainsKey(head)) && stored.Map(it => it.Id) == IdOf(head);

    private VersionId IdOf(Version<T> version) =>
        _recorded.TryGetValue(version, out var recorded) ? recorded.Ref.Id : _encoded[version].Version.Id;

    private async ValueTask<Tip?> TipAsync(Version<T>? version)
    {
        if (version is null) return null;
        if (_tips.TryGetValue(version, out var tip)) return tip;
        if (_encoded.TryGetValue(version, out var encoded)) return encoded.Tip;
        var (number, id) = _recorded[version].Ref;
        var stored = TimelineException.Unwrap(
            await store.RestoreAsync(name, number, default).ConfigureAwait(false));
        return new Tip(id, stored, Envelope.Is(stored) ? null : stored, 0, 0);
    }

    private void Register(Branches<T> after, List<Version<T>> versions, Dictionary<VersionId, long> numbers)
    {
        var bytes = 0L;
        foreach (var version in versions)
        {
            var encoded = _encoded[version];
            bytes += encoded.Version.Payload?.Patch.Length ?? 0;
            var at = new VersionRef(numbers[encoded.Version.Id], encoded.Version.Id);
            _recorded[version] = new Recorded(at, encoded.StandsOnParent);
            _tips[version] = encoded.Tip;
            _ = _encoded.Remove(version);
        }

        // Of versions that nothing goes on from, the value is not kept a second time.
        var heads = after.Names.Select(branch => BranchGraph.HeadOf(after, branch).Head).ToHashSet();
        foreach (var version in _tips.Keys.Where(version => !heads.Contains(version)).ToList())
            _ = _tips.Remove(version);
        Meters.Appended(bytes);
    }
}
