using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Admission;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Observing;
using Timeline.Telemetry;
using Timeline.Undo;

namespace Timeline.Watching;

/// <summary>A variable that remembers every value it has had: when, by whom, and in what words it was set.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// <para>Laws: every operation takes effect at one moment between its call and its return, and the order of those
/// moments is that of the indexes. What is refused changes nothing and calls nobody. Each listener hears each version
/// once, in order. No operation removes a version but <see cref="Prune"/>.</para>
/// <para>All members may be called from any thread at any time, also from a rule or a listener. Reading takes no lock;
/// no code of the caller's runs under one. A set costs O(1) besides what the rules cost.</para>
/// <para>A value of a type that can be changed is copied in and copied out, so every reading of it is a copy, and a
/// version that is handed out alone then has no parent; <see cref="History"/> has the line.</para>
/// </remarks>
public sealed partial class Watched<T> : WatchedVariable
{
    private readonly WatchOptions<T> _options;
    private readonly Delivery<Version<T>> _delivery;
    private readonly bool _isTransparent;
    private Admission<T> _admission;

    // What is read; and what the next version is made from, where that is another: while a journal makes it durable.
    private Version<T> _head;
    private Version<T>? _ahead;
    private volatile Standing _standing;

    internal Watched(
        Admission<T> admission, T kept, WatchOptions<T> options, TimeProvider clock, ObserverFailures failures)
        : base(admission.Variable, clock, failures)
    {
        _options = options;
        _delivery = new(Name, failures, version => FormattableString.Invariant($"version {version.Index}"));
        _admission = admission;
        _isTransparent = admission.IsTransparent;
        _head = new(0, kept, Stamps.Now(InitialLabel));
        Listen(options.Listeners);
    }

    internal const string InitialLabel = "initial";

    private enum Standing
    {
        Open,
        Frozen,
        Closed,
    }

    /// <inheritdoc/>
    public override Type ValueType => typeof(T);

    /// <summary>The value now. Setting it is <see cref="Set"/> without a label.</summary>
    /// <exception cref="VariableFrozenException">It was set, and the variable is frozen.</exception>
    /// <exception cref="ValueRejectedException">It was set to what a rule refuses.</exception>
    public T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var head = Volatile.Read(ref _head);
            return _isTransparent ? head.Value : Released(head);
        }

        set => _ = Put(value, null);
    }

    /// <inheritdoc/>
    public override object? CurrentValue => Value;

    /// <inheritdoc/>
    public override int Count => Histories.History.Of(Head).Count;

    /// <inheritdoc/>
    public override bool IsFrozen => _standing == Standing.Frozen;

    /// <summary>The newest version; the first one, labelled <c>initial</c>, if nothing was set.</summary>
    public Version<T> LastChange => Handed(Head);

    private Version<T> Head => Volatile.Read(ref _head);

    // Where nothing is ahead at first and something is a moment later, the head was the tip in between.
    private Version<T> Tip => Volatile.Read(ref _ahead) ?? Volatile.Read(ref _head);

    /// <summary>Makes a value the current one.</summary>
    /// <param name="value">The value; an equal one makes a version too, unless the options say otherwise.</param>
    /// <param name="label">In what words; null for none.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    public Watched<T> Set(T value, string? label = null)
    {
        _ = Put(value, label);
        return this;
    }

    /// <summary>Makes a value the current one, unless rules refuse it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="failures">Every reason why it is refused; nothing if it is not.</param>
    /// <returns>As of the other.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    public bool TrySet(T value, out IReadOnlyList<ValidationFailure> failures) => TrySet(value, null, out failures);

    /// <summary>Makes a value the current one, unless rules refuse it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="label">In what words; null for none.</param>
    /// <param name="failures">Every reason why it is refused; nothing if it is not.</param>
    /// <returns>Whether no rule refused it. All else that can be wrong is thrown, as by <see cref="Set"/>.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    public bool TrySet(T value, string? label, out IReadOnlyList<ValidationFailure> failures)
    {
        Require(Standing.Open, "set");
        failures = [];
        if (Admitting.TryAdmit(value, out var kept) is { } found)
        {
            failures = Admitting.Refused(found);
            return false;
        }

        try
        {
            _ = PutKept(kept, label);
            return true;
        }
        catch (ValueRejectedException refused) when (Terms is not null)
        {
            // The rules of a container's parts are asked when it is known what they follow.
            failures = refused.Failures;
            return false;
        }
    }

    /// <summary>Makes of the current value the next one, with no other change in between.</summary>
    /// <param name="change">
    /// What to make of the value. It is called outside any lock and again if another set came first, so it must do
    /// nothing else.
    /// </param>
    /// <param name="label">In what words; null for none.</param>
    /// <returns>The version that was made; the current one where an unchanged value makes none.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    public Version<T> Update(Func<T, T> change, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Update(change, label, null, "updated");
    }

    /// <summary>As the other, with words that depend on what the value was changed from.</summary>
    internal Version<T> Update(Func<T, T> change, string? label, Func<string>? words, string action)
    {
        while (true)
        {
            Require(Standing.Open, action);
            var seen = Tip;
            var kept = Admitting.Admit(change(Release(seen.Value)));
            if (IsUnchanged(seen, kept)) return Handed(Durable(seen));
            if (TryCommit(seen, kept, Words(label) ?? words?.Invoke(), action, out var made)) return Handed(made);
        }
    }

    /// <summary>Makes the value of an older version the current one again, by a new version.</summary>
    /// <param name="index">The index of the older version; that of the current one is allowed.</param>
    /// <param name="label">In what words; null for <c>rollback to N</c>.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or it was pruned.</exception>
    /// <exception cref="ValueRejectedException">A rule of now refuses the value of then.</exception>
    public Watched<T> Rollback(int index, string? label = null) =>
        GoBack(() => ToIndex(index, label), "rolled back");

    /// <summary>Makes the value of the oldest version the current one again, by a new version.</summary>
    /// <param name="label">In what words; null for <c>reset to initial</c>, or <c>reset to N, the oldest kept</c> where
    /// what came before was pruned.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule of now refuses the value of then.</exception>
    public Watched<T> Reset(string? label = null) => GoBack(() => ToOldest(label), "reset");

    /// <summary>Lets nothing change the variable until it is thawed; once is enough.</summary>
    /// <returns>This variable.</returns>
    public Watched<T> Freeze() => Stand(Standing.Open, Standing.Frozen);

    /// <summary>Lets the variable change again.</summary>
    /// <returns>This variable.</returns>
    public Watched<T> Thaw() => Stand(Standing.Frozen, Standing.Open);

    /// <summary>Name, value and version in one line.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString()
    {
        var standing = IsFrozen ? ", frozen" : "";
        return FormattableString.Invariant($"{Name} = {ValueText.Of(Value)} (version {Head.Index}{standing})");
    }

    /// <summary>A value as it is handed out.</summary>
    internal T Release(T kept) => _isTransparent ? kept : Admitting.Release(kept);

    /// <summary>Whose variable this is, if it holds a container.</summary>
    internal ITerms<T>? Terms => _options.Terms;

    internal override SnapshotEntry Capture() => new SnapshotEntry<T>(this, _head);

    // Apart from the reading that most variables do, which is then small enough to become part of its caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private T Released(Version<T> kept) => Admitting.Release(kept.Value);

    private Admission<T> Admitting => Volatile.Read(ref _admission);

    /// <summary>A version as it is handed out: alone, where its value is not the very one that is kept.</summary>
    private Version<T> Handed(Version<T> kept) =>
        _isTransparent ? kept : new(kept.Index, Release(kept.Value), kept.Stamp);

    private Version<T> Put(T value, string? label)
    {
        Require(Standing.Open, "set");
        return PutKept(Admitting.Admit(value), label);
    }

    private Version<T> PutKept(T kept, string? label)
    {
        while (true)
        {
            // Only who compares with the newest version cares whether it still is the newest.
            var expected = _options.SkipUnchanged ? Tip : null;
            if (expected is not null && IsUnchanged(expected, kept)) return Durable(expected);
            if (TryCommit(expected, kept, label, "set", out var made)) return made;
        }
    }

    /// <summary>Makes a value that was there the current one again; looks anew if another set came first.</summary>
    private Watched<T> GoBack(Func<Goal> choose, string action)
    {
        while (true)
        {
            Require(Standing.Open, action);
            var goal = choose();
            var kept = Admitting.Readmit(goal.Kept);
            if (TryCommit(goal.Seen, kept, goal.Label, action, out _, goal.Undone)) return this;
        }
    }

    private Goal ToIndex(int index, string? label)
    {
        var seen = Tip;
        var words = Words(label) ?? FormattableString.Invariant($"rollback to {index}");
        return new(seen, Find(seen, index).Value, words, null);
    }

    private Goal ToOldest(string? label)
    {
        var seen = Tip;
        var oldest = seen.AtPosition(0);
        var words = oldest.Index == 0 ? "reset to initial" : Invariant($"reset to {oldest.Index}, the oldest kept");
        return new(seen, oldest.Value, Words(label) ?? words, null);
    }

    private Version<T> Find(Version<T> head, int index) => Histories.History.Of(head).At(index).Match(
        found => found,
        error => throw new ArgumentOutOfRangeException(nameof(index), $"'{Name}': {error.Message}"));

    // A comparer is the caller's: what it gets of a value that can change is a copy, as everybody does.
    private bool IsUnchanged(Version<T> seen, T kept) => _options.SkipUnchanged
        && (_options.Comparer ?? EqualityComparer<T>.Default).Equals(Release(seen.Value), Release(kept));

    /// <summary>Adds a version, unless the newest is not the one expected. Then the caller looks again.</summary>
    private bool TryCommit(
        Version<T>? expected, T kept, string? label, string action, out Version<T> made, UndoTree<T>? undone = null)
    {
        if (_journal is { } journal)
            return TryRecord(journal, Recorded(journal, expected, kept, label, action, undone), out made);
        var basis = expected is null ? null : _options.Terms?.Agree(expected.Value, kept, action);
        var stamp = Stamps.Now(label);

        // Made before the lock is taken: whoever waits for that should not wait for memory as well.
        var seen = expected ?? Tip;
        var next = seen.Next(kept, in stamp);
        bool isHeard;
        using (Gate.Hold())
        {
            Require(Standing.Open, action);
            var tip = Tip;
            made = tip;
            if (expected is not null && !ReferenceEquals(expected, tip)) return false;
            if (basis is not null && !_options.Terms!.Holds(basis)) return false;
            if (!ReferenceEquals(seen, tip)) next = tip.Next(kept, in stamp);
            KeepUp(undone, next);
            isHeard = Accept(next);
            if (HasRetention) PruneIfDue(next);
        }

        made = next;
        Tell(isHeard);
        return true;
    }

    /// <summary>Tells of a version that was made; under no lock, since those who are told may do what they
    /// like.</summary>
    private void Tell(bool isHeard)
    {
        Meters.VersionMade();
        if (isHeard) _delivery.Drain();
    }

    /// <summary>Makes a version the newest, under the lock; whether somebody is to hear of it.</summary>
    private bool Accept(Version<T> version)
    {
        Show(version);
        return _delivery.Post(version);
    }

    /// <summary>Makes a version the one that is read and gone on from, under the lock.</summary>
    private void Show(Version<T> version)
    {
        Volatile.Write(ref _head, version);
        if (_ahead is not null) Volatile.Write(ref _ahead, null);
    }

    private Watched<T> Stand(Standing from, Standing to)
    {
        using (Gate.Hold())
        {
            if (_standing != from) return this;
            _standing = to;
        }

        Notify(nameof(IsFrozen));
        return this;
    }

    private void Require(Standing standing, string action)
    {
        if (_standing != standing) Refuse(action);
    }

    private void Refuse(string action)
    {
        RefuseIfClosed();
        // Whoever measures or logs does what he likes, so not under the lock.
        if (!Gate.IsHeldByCurrentThread) TellRefused();
        else _ = ThreadPool.QueueUserWorkItem(static variable => variable.TellRefused(), this, preferLocal: false);
        throw VariableFrozenException.Of(Name, action);
    }

    private void TellRefused() => Refusals.Tell(Failures.Logger, Name, "frozen");

    private TResult Unwrapped<TResult>(Either<TimelineError, TResult> outcome) =>
        TimelineException.Unwrap(Name, outcome);

    // An empty label is no label, as everywhere.
    private static string? Words(string? label) => string.IsNullOrEmpty(label) ? null : label;

    /// <summary>What to go back to, from the version that was the newest when that was chosen.</summary>
    private readonly record struct Goal(Version<T> Seen, T Kept, string Label, UndoTree<T>? Undone);
}
