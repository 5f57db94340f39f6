using Timeline.Histories;
using Timeline.Objects;
using Timeline.Observing;
using Timeline.Persisting;
using Timeline.Telemetry;
using Timeline.Undo;
using Timeline.Values;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    private Journal<T>? _journal;

    private ObjectTree? Tree => _options.Journal?.Tree ?? _options.Comparison?.Tree;

    /// <summary>Writes all branches and histories to a file, as lines that <c>timeline import</c> reads.</summary>
    /// <param name="path">The file. It is there whole or as it was, and for its owner alone.</param>
    /// <param name="sealing">How values are compressed and encrypted; null for neither.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="TimelineException">A value cannot be written, or nothing could make it again.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Watched<T> Save(string path, Sealing? sealing = null)
    {
        Blocking.Wait(() => SaveAsync(path, sealing));
        return this;
    }

    /// <summary>As <see cref="Save"/>, without holding a thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sealing">How values are compressed and encrypted; null for neither.</param>
    /// <param name="cancellation">Gives up; the file stays as it was.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    public Task SaveAsync(string path, Sealing? sealing = null, CancellationToken cancellation = default) =>
        HistoryFile.SaveAsync(path, [ToSaved(sealing)], cancellation);

    /// <summary>As <see cref="Save"/>, to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="sealing">How values are compressed and encrypted; null for neither.</param>
    /// <param name="cancellation">Gives up in the middle.</param>
    /// <returns>A task that ends when all is written.</returns>
    public Task SaveAsync(Stream stream, Sealing? sealing = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return HistoryFile.SaveAsync(stream, [ToSaved(sealing)], cancellation);
    }

    /// <summary>Takes the branches and histories of a file in the place of those there are.</summary>
    /// <param name="path">A file that holds a history under the name of this variable.</param>
    /// <param name="sealing">How sealed values are opened.</param>
    /// <returns>This variable. Listeners are not called, but <c>PropertyChanged</c> is raised.</returns>
    /// <exception cref="TimelineException">
    /// The file is not what was saved, does not fit the type or cannot be opened, or this variable is kept in a store;
    /// nothing has changed.
    /// </exception>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses the newest value.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Watched<T> Load(string path, Sealing? sealing = null)
    {
        Blocking.Wait(() => LoadAsync(path, sealing));
        return this;
    }

    /// <summary>As <see cref="Load"/>, without holding a thread.</summary>
    /// <param name="path">A file that holds a history under the name of this variable.</param>
    /// <param name="sealing">How sealed values are opened.</param>
    /// <param name="cancellation">Gives up before anything has changed.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async Task LoadAsync(string path, Sealing? sealing = null, CancellationToken cancellation = default)
    {
        var file = await HistoryFile.LoadAsync(path, cancellation).ConfigureAwait(false);
        Take(await ReadAsync(file, sealing).ConfigureAwait(false));
    }

    /// <summary>As <see cref="Load"/>, from a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="sealing">How sealed values are opened.</param>
    /// <param name="cancellation">Gives up before anything has changed.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async Task LoadAsync(Stream stream, Sealing? sealing = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = await HistoryFile.LoadAsync(stream, "the stream", cancellation).ConfigureAwait(false);
        Take(await ReadAsync(file, sealing).ConfigureAwait(false));
    }

    /// <summary>Keeps the history in a store from now on; what is there already is gone on with.</summary>
    internal async Task KeepAsync(JournalOptions options, CancellationToken cancellation)
    {
        var told = options with { OnFailure = failure => Report(options, failure) };
        var start = Branches<T>.Start(BranchName.Main, Histories.History.Of(_tip));
        var journal = await Journal<T>.OpenAsync(Name, told, start, Clock, Failures.Logger, cancellation)
            .ConfigureAwait(false);
        lock (Gate)
        {
            _journal = journal;
            journal.Attach(Gate, Follow);
            Follow([]);
        }
    }

    internal override async ValueTask CloseJournalAsync()
    {
        if (_journal is { } journal) await journal.DisposeAsync().ConfigureAwait(false);
    }

    internal override SavedHistory ToSaved(Sealing? sealing)
    {
        lock (Gate) return SavedHistory.Of(Name, BranchesSeen(), sealing, Tree);
    }

    internal override async Task<LoadedHistory> ReadAsync(HistoryFile file, Sealing? sealing)
    {
        var branches = await file.GetAsync<T>(Name, sealing, Tree).ConfigureAwait(false);
        _ = Admitting.Readmit(branches.Head.Head!.Value);
        var head = branches.Head.Head!;
        Consent<T>? consent = null;
        return new LoadedHistory(
            () =>
            {
                RequireLoadable();
                consent = Consent<T>.Of(Terms, Volatile.Read(ref _tip), head, "loaded");
            },
            () =>
            {
                RequireLoadable();
                return consent?.Holds(_tip, head) != false;
            },
            () => GoTo(branches),
            NotifyMoved);
    }

    private void Take(LoadedHistory loaded)
    {
        while (!TryTake(loaded))
        {
            // What it was asked about has changed in the meantime.
        }

        loaded.Tell();
    }

    private bool TryTake(LoadedHistory loaded)
    {
        loaded.Ask();
        lock (Gate)
        {
            if (!loaded.Require()) return false;
            loaded.Take();
            return true;
        }
    }

    private void RequireLoadable()
    {
        Require(Standing.Open, "loaded");
        if (_journal is null) return;
        throw new TimelineException(
            $"'{Name}' is kept in a store, whose history a file cannot replace: load it into a variable without a "
            + "journal, or import the file into another store");
    }

    /// <summary>The branches as everybody may see them, which with a journal are those that are durable.</summary>
    private Branches<T> BranchesSeen() => _journal?.Visible ?? BranchesNow();

    /// <summary>Goes by what the journal says: what is durable now, or what failed. Under the lock.</summary>
    private void Follow(IReadOnlyList<Version<T>> shown)
    {
        var accepted = _journal!.Accepted;
        var tip = accepted.Head.Head!;
        if (!ReferenceEquals(tip, _tip)) _undone = null;
        (_branches, _tip) = (accepted, tip);
        Volatile.Write(ref _head, _journal.Visible.Head.Head!);
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
        Version<T>? expected, T kept, string? label, string action, UndoTree<T>? undone = null)
    {
        if (_journal is not { } journal)
            return (TryCommit(expected, kept, label, action, out var tip, undone), tip);
        var recording = Recorded(journal, expected, kept, label, action, undone);
        Version<T> made;
        JournalEntry<T>? entry;
        try
        {
            while (!TrySettle(journal, recording, out made, out entry))
                await journal.MakeReadyAsync().ConfigureAwait(false);
            if (entry is not null)
            {
                await journal.CommitAsync(entry).ConfigureAwait(false);
                Meters.VersionMade();
            }
        }
        finally
        {
            _delivery.Drain();
        }

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

    /// <summary>Accepts a version, or finds that the newest is not the one expected; false if the journal has to be
    /// made ready first.</summary>
    private bool TrySettle(
        Journal<T> journal, Recording recording, out Version<T> made, out JournalEntry<T>? entry)
    {
        entry = null;
        lock (Gate)
        {
            Require(Standing.Open, recording.Action);
            made = _tip;
            if (!journal.IsReady) return false;
            if (recording.Expected is { } expected && !ReferenceEquals(expected, made)) return true;
            if (recording.Basis is { } basis && !_options.Terms!.Holds(basis)) return true;
            made = made.Next(made.Index + 1, recording.Kept, recording.Stamp);
            _undone = recording.Undone ?? _undone?.Add(made);
            entry = Record(journal, made, recording.Data);
            PruneIfDue(made);
            return true;
        }
    }

    /// <summary>Makes a version the newest and gives it to the journal, under the lock.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="version">The version.</param>
    /// <param name="data">Its value as data; null for a version that was there before.</param>
    private JournalEntry<T> Record(Journal<T> journal, Version<T> version, Value? data)
    {
        _tip = version;
        var entry = journal.Accept(BranchesNow(), data is null ? null : version, data);
        if (!journal.ShowsAtOnce) return entry;
        Volatile.Write(ref _head, version);
        if (data is not null) _ = _delivery.Post(version);
        return entry;
    }

    /// <summary>As <see cref="TryMove"/>, where branches are written to a store.</summary>
    private bool TryMoveStored(
        Journal<T> journal, Version<T> expected, Version<T> made, Consent<T>? consent, bool isNew)
    {
        var data = isNew ? journal.Prepare(made.Value) : null;
        while (true)
        {
            JournalEntry<T>? entry = null;
            lock (Gate)
            {
                Require(Standing.Open, "merged");
                if (journal.IsReady)
                {
                    if (!ReferenceEquals(expected, _tip) || consent?.Holds(expected, made) == false) return false;
                    _undone = isNew ? _undone?.Add(made) : null;
                    entry = Record(journal, made, data);
                }
            }

            if (entry is null)
            {
                MakeReady(journal);
                continue;
            }

            Write(journal, entry);
            if (!isNew) NotifyMoved();
            return true;
        }
    }

    /// <summary>Changes the branches, without a version.</summary>
    /// <param name="action">What is refused to a frozen variable; null if it may be done.</param>
    /// <param name="change">The change; it runs under the lock. Null from it leaves everything as it is.</param>
    /// <returns>Whether it was made.</returns>
    private bool Rearrange(string? action, Func<Branches<T>, Branches<T>?> change)
    {
        bool isMade;
        JournalEntry<T>? entry;
        while (!TryRearrange(action, change, out isMade, out entry)) MakeReady(_journal!);
        if (entry is not null) Write(_journal!, entry);
        return isMade;
    }

    private bool TryRearrange(
        string? action, Func<Branches<T>, Branches<T>?> change, out bool isMade, out JournalEntry<T>? entry)
    {
        (isMade, entry) = (false, null);
        lock (Gate)
        {
            if (action is null) RefuseIfClosed();
            else Require(Standing.Open, action);
            if (_journal is { IsReady: false }) return false;
            var before = BranchesNow();
            if (change(before) is not { } after) return true;
            isMade = true;
            if (after.Current != before.Current) GoTo(after);
            else _branches = after;
            entry = _journal?.Accept(after);
            return true;
        }
    }

    private int PruneStored(Journal<T> journal, Retention retention)
    {
        var dropped = Blocking.Wait(() => journal.PruneAsync(retention, Clock.GetUtcNow()));
        lock (Gate) _nextPruning = Math.Max(LeastWorthPruning, 2 * Histories.History.Of(_tip).Count);
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

    private void Report(JournalOptions options, JournalFailure failure)
    {
        Failures.Tell(new ObserverFailure(Name, null, failure.Exception, options));
        options.OnFailure?.Invoke(failure);
    }

    /// <summary>A version to be made and written.</summary>
    private sealed record Recording(
        Version<T>? Expected, T Kept, object? Basis, Value Data, Stamp Stamp, string Action, UndoTree<T>? Undone);
}
