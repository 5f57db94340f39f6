using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

public abstract partial class TrackedContainer
{
    // The batch that alone may change it, until it ends: the innermost that has.
    private TrackingBatch? _batch;

    /// <summary>What is locked besides the container itself.</summary>
    private protected virtual object? PlaceLocks { get => null; set => _ = value; }

    /// <summary>All that a batch takes back.</summary>
    internal Memento ToMemento() => new(State, _log, _locks, PlaceLocks);

    /// <summary>Makes anew what goes with the content, after it was taken back.</summary>
    private protected virtual void AfterTakingBack()
    {
    }

    internal bool HasChangedSince(Memento before) => !ReferenceEquals(_log, before.Log);

    /// <summary>Lets go of all children, which is the first half of being again what it was.</summary>
    internal void LetGo()
    {
        if (ChildPlaces == 0) return;
        foreach (var child in ChildrenIn(State)) Detach(child);
    }

    /// <summary>Is again what it was.</summary>
    internal void Restore(Memento before)
    {
        Hush();
        Take(before.State);
        foreach (var child in ChildrenIn(before.State)) Attach(child);
        Volatile.Write(ref _log, before.Log);
        (_locks, PlaceLocks) = (before.Locks, before.PlaceLocks);
        AfterTakingBack();
        _notice = null;
        if (IsWatched) Notify(null, hasCountChanged: true);
    }

    /// <summary>Writes that a batch was taken back.</summary>
    internal void RecordRollback(string label, TrackingBatch? outer)
    {
        if (outer is not null) Join(outer);
        Append(Entry(ChangeAction.RolledBack, label, ValuePath.Root, null, null, State));
    }

    internal void LeaveBatch(TrackingBatch? outer)
    {
        _batch = outer;
        if (outer is null) Volatile.Write(ref _settled, null);
    }

    internal void PostKept(ChangeEntry entry) => _hasPosted |= _delivery?.Post(entry) ?? false;

    internal void TellKept() => Tell();

    private void JoinBatch(List<TrackedContainer>? above)
    {
        var batch = TrackingBatch.Current;
        if (batch is null && _batch is null && above is null) return;
        RequireOf(batch);
        if (above is not null)
        {
            foreach (var one in above) one.RequireOf(batch);
        }

        if (batch is null) return;
        Join(batch);
        if (above is null) return;
        foreach (var one in above) one.Join(batch);
    }

    private void RequireOf(TrackingBatch? batch)
    {
        if (_batch is null || (batch is not null && batch.IsWithin(_batch))) return;
        throw new InvalidOperationException(
            $"{Title} can be changed only within the batch '{_batch.Label}' until that has ended.");
    }

    /// <summary>What comes into a container or goes out of it within a batch is the batch's as well.</summary>
    private void JoinWith(TrackedContainer parent)
    {
        if (parent._batch is { } batch && _batch is null) Join(batch);
    }

    private void Join(TrackingBatch batch) => batch.Remember(this);

    /// <summary>That it is the batch's from now on.</summary>
    internal void WasRemembered(TrackingBatch batch)
    {
        if (_batch is null) Volatile.Write(ref _settled, _log);
        _batch = batch;
    }

    /// <summary>All that makes out a container at a moment.</summary>
    internal sealed record Memento(ChangeContent State, ChangeLog Log, int Locks, object? PlaceLocks);
}
