using Timeline.Histories;
using Timeline.Observing;
using Timeline.Persisting;
using Timeline.Telemetry;
using Timeline.Undo;
using Timeline.Values;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    // Null as long as the history is in memory alone. It is changed under the lock, and seen without.
    private volatile Journal<T>? _journal;

    /// <summary>Keeps the history in a store from now on; what is there already is gone on with.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="isAnew">Whether the first value goes on top of what is there, instead of being passed over.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    internal async Task KeepAsync(JournalOptions options, bool isAnew, CancellationToken cancellation)
    {
        var told = options with { OnFailure = failure => Report(options, failure) };
        var first = Tip;
        var start = Branches<T>.Start(BranchName.Main, Histories.History.Of(first));
        var journal = await Journal<T>
            .OpenAsync(Name, told, start, Clock, Failures.Logger, Form(options.Tree), cancellation)
            .ConfigureAwait(false);
        JournalEntry<T>? entry = null;
        using (Gate.Hold())
        {
            _journal = journal;
            journal.Attach(Gate, Follow);
            Follow([]);
            if (isAnew && !ReferenceEquals(first, Tip))
                entry = Record(journal, Tip.Next(first.Value, first.Stamp), null);
        }

        if (entry is null) return;
        try
        {
            await journal.CommitAsync(entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override async Task<bool> TryDetachAsync(Func<Task<bool>> replace) => _journal is { } journal
        ? await journal.TryLetGoAsync(replace, () => _journal = null).ConfigureAwait(false)
        : await replace().ConfigureAwait(false);

    internal override async ValueTask CloseJournalAsync()
    {
        try
        {
            if (_journal is { } journal) await journal.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Complete();
        }
    }

    /// <summary>The branches as everybody may see them, which with a journal are those that are durable.</summary>
    private Branches<T> BranchesSeen() => _journal?.Visible ?? BranchesNow();

    /// <summary>Goes by what the journal says: what is durable now, or what failed. Under the lock.</summary>
    private void Follow(IReadOnlyList<Version<T>> shown)
    {
        var accepted = _journal!.Accepted;
        var tip = accepted.Head.Head!;
        var before = Tip;
        if (!ReferenceEquals(tip, before))
        {
            // The same version made anew is one below which some were pruned.
            var isPruned = tip.Index == before.Index && tip.Stamp == before.Stamp;
            _undone = isPruned ? StandpointIn(_undone, Histories.History.Of(tip)) : null;
        }

        _branches = accepted;
        var head = _journal.Visible.Head.Head!;
        Volatile.Write(ref _head, head);
        Volatile.Write(ref _ahead, ReferenceEquals(tip, head) ? null : tip);
        foreach (var version in shown) _ = _delivery.Post(version);
    }

    /// <summary>The newest version, once it is as durable as the answer that it is the newest.</summary>
    private Version<T> Durable(Version<T> newest)
    {
        WaitFor(newest);
        return newest;
    }

    private void WaitFor(Version<T> newest)
    {
        if (_journal is not null && !ReferenceEquals(newest, Head))
            _ = Blocking.Wait(() => DurableAsync(newest).AsTask());
    }

    private async ValueTask<Version<T>> DurableAsync(Version<T> newest)
    {
        if (_journal is { ShowsAtOnce: false } journal && !ReferenceEquals(newest, Head))
            await journal.FlushAsync().ConfigureAwait(false);
        return newest;
    }

    /// <summary>As <see cref="TryCommit"/>, where versions are written to a store.</summary>
    private bool TryRecord(Journal<T> journal, Recording recording, out Version<T> made)
    {
        JournalEntry<T>? entry;
        while (!TrySettle(journal, recording, out made, out entry)) MakeReady(journal);
        if (entry is null) return false;
        Write(journal, entry);
        return true;
    }

    /// <summary>As <see cref="TryCommit"/>, without holding a thread while a store writes.</summary>
    private async ValueTask<(bool IsMade, Version<T> Made)> TryCommitAsync(
        Version<T>? expected,
        T kept,
        string? label,
        string action,
        CancellationToken cancellation,
        UndoTree<T>? undone = null)
    {
        if (_journal is not { } journal)
            return (TryCommit(expected, kept, label, action, out var tip, undone), tip);
        var recording = Recorded(journal, expected, kept, label, action, undone);
        Version<T> made;
        JournalEntry<T>? entry;
        while (!TrySettle(journal, recording, out made, out entry))
            await MakeReadyAsync(journal, cancellation).ConfigureAwait(false);
        if (entry is not null) await WriteAsync(journal, entry).ConfigureAwait(false);
        return (entry is not null, made);
    }

    private Recording Recorded(
        Journal<T> journal, Version<T>? expected, T kept, string? label, string action, UndoTree<T>? undone) =>
        new(
            expected,
            kept,
            expected is null ? null : _options.Terms?.Agree(expected.Value, kept, action),
            journal.Prepare(kept),
            Stamps.Now(label),
            action,
            undone);

    /// <summary>Accepts a version, or finds that the newest is not the one expected or that the variable was detached
    /// from its store; false if the journal has to be made ready first.</summary>
    private bool TrySettle(
        Journal<T> journal, Recording recording, out Version<T> made, out JournalEntry<T>? entry)
    {
        entry = null;
        using (Gate.Hold())
        {
            Require(Standing.Open, recording.Action);
            made = Tip;
            if (!ReferenceEquals(journal, _journal)) return true;
            if (!journal.IsReady) return false;
            if (recording.Expected is { } expected && !ReferenceEquals(expected, made)) return true;
            if (recording.Basis is { } basis && !_options.Terms!.Holds(basis)) return true;
            made = made.Next(recording.Kept, recording.Stamp);
            KeepUp(recording.Undone, made);
            entry = Record(journal, made, recording.Data);
            if (HasRetention) PruneIfDue(made);
            return true;
        }
    }

    /// <summary>Makes a version the newest and gives it to the journal, under the lock.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="version">The version.</param>
    /// <param name="data">Its value as data; null for a version that was there before.</param>
    private JournalEntry<T> Record(Journal<T> journal, Version<T> version, Value? data)
    {
        Volatile.Write(ref _ahead, version);
        var entry = journal.Accept(BranchesNow(), data is null ? null : version, data);
        if (!journal.ShowsAtOnce) return entry;
        Show(version);
        if (data is not null) _ = _delivery.Post(version);
        return entry;
    }

    /// <summary>As <see cref="TryMove"/>, where branches are written to a store.</summary>
    private bool TryMoveStored(Journal<T> journal, Move move)
    {
        var data = move.IsNew ? journal.Prepare(move.To.Value) : null;
        JournalEntry<T>? entry;
        while (!TrySettle(journal, move, data, out entry)) MakeReady(journal);
        if (entry is null) return false;
        Write(journal, entry);
        if (!move.IsNew) NotifyMoved();
        return true;
    }

    /// <summary>As <see cref="TryMove"/>, without holding a thread while a store writes.</summary>
    private async ValueTask<bool> TryMoveAsync(Move move, CancellationToken cancellation)
    {
        if (_journal is not { } journal) return TryMove(move);
        var data = move.IsNew ? journal.Prepare(move.To.Value) : null;
        JournalEntry<T>? entry;
        while (!TrySettle(journal, move, data, out entry))
            await MakeReadyAsync(journal, cancellation).ConfigureAwait(false);
        if (entry is null) return false;
        await WriteAsync(journal, entry).ConfigureAwait(false);
        if (!move.IsNew) NotifyMoved();
        return true;
    }

    /// <summary>Accepts a move, or finds that something came between; false if the journal has to be made ready
    /// first.</summary>
    private bool TrySettle(Journal<T> journal, Move move, Value? data, out JournalEntry<T>? entry)
    {
        entry = null;
        using (Gate.Hold())
        {
            Require(Standing.Open, "merged");
            if (!ReferenceEquals(journal, _journal)) return true;
            if (!journal.IsReady) return false;
            if (CanMove(move)) entry = Record(journal, move.To, data);
            return true;
        }
    }

    /// <summary>Changes the branches, without a version.</summary>
    /// <param name="action">What is refused to a frozen variable; null if it may be done.</param>
    /// <param name="change">The change; it runs under the lock. Null from it leaves everything as it is.</param>
    /// <returns>Whether it was made.</returns>
    private bool Rearrange(string? action, Func<Branches<T>, Branches<T>?> change)
    {
        while (true)
        {
            var (isSettled, isMade, journal, entry) = TryRearrange(action, change);
            if (entry is not null) Write(journal!, entry);
            if (isSettled) return isMade;
            MakeReady(journal!);
        }
    }

    /// <summary>As <see cref="Rearrange"/>, without holding a thread while a store writes.</summary>
    private async ValueTask<bool> RearrangeAsync(
        string? action, Func<Branches<T>, Branches<T>?> change, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (isSettled, isMade, journal, entry) = TryRearrange(action, change);
            if (entry is not null) await WriteAsync(journal!, entry).ConfigureAwait(false);
            if (isSettled) return isMade;
            await MakeReadyAsync(journal!, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="Rearrange"/>; nothing is settled if the journal has to be made ready first.</summary>
    private (bool IsSettled, bool IsMade, Journal<T>? Journal, JournalEntry<T>? Entry) TryRearrange(
        string? action, Func<Branches<T>, Branches<T>?> change)
    {
        using (Gate.Hold())
        {
            if (action is null) RefuseIfClosed();
            else Require(Standing.Open, action);
            var journal = _journal;
            if (journal is { IsReady: false }) return (false, false, journal, null);
            var before = BranchesNow();
            if (change(before) is not { } after) return (true, false, journal, null);
            if (after.Current != before.Current) GoTo(after);
            else _branches = after;
            return (true, true, journal, journal?.Accept(after));
        }
    }

    private int PruneStored(Journal<T> journal, Retention retention)
    {
        var dropped = Blocking.Wait(() => journal.PruneAsync(retention, Clock.GetUtcNow()));
        using (Gate.Hold()) _nextPruning = Math.Max(LeastWorthPruning, 2 * Histories.History.Of(Tip).Count);
        return dropped;
    }

    private void MakeReady(Journal<T> journal)
    {
        try
        {
            journal.MakeReady();
        }
        finally
        {
            _delivery.Drain();
        }
    }

    private async ValueTask MakeReadyAsync(Journal<T> journal, CancellationToken cancellation)
    {
        try
        {
            await journal.MakeReadyAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _delivery.Drain();
        }
    }

    private void Write(Journal<T> journal, JournalEntry<T> entry)
    {
        try
        {
            journal.Commit(entry);
            if (entry.Version is not null) Meters.VersionMade();
        }
        finally
        {
            _delivery.Drain();
        }
    }

    private async ValueTask WriteAsync(Journal<T> journal, JournalEntry<T> entry)
    {
        try
        {
            // What is accepted is written, whoever gives up: so it is waited for.
            await journal.CommitAsync(entry, CancellationToken.None).ConfigureAwait(false);
            if (entry.Version is not null) Meters.VersionMade();
        }
        finally
        {
            _delivery.Drain();
        }
    }

    private void Report(JournalOptions options, JournalFailure failure)
    {
        Failures.Tell(new ObserverFailure(Name, null, failure.Exception, options));
        options.OnFailure?.Invoke(failure);
    }

    /// <summary>A version to be made and written.</summary>
    private sealed record Recording(
        Version<T>? Expected, T Kept, object? Basis, Value Data, Stamp Stamp, string Action, UndoTree<T>? Undone);
}
