using Timeline.ChangeLogs;

namespace Timeline.Containers;

/// <summary>Several mutations of any containers, kept or taken back as a whole.</summary>
/// <remarks>Of one flow of execution and the tasks that are started in it, which may change containers at once, and
/// have to have ended before the batch does.</remarks>
public sealed class TrackingBatch : IDisposable
{
    private static readonly AsyncLocal<TrackingBatch?> Open = new();

    // Asking costs more than the rest of a mutation's overhead, and most programs never have a batch.
    private static volatile bool HasOpened;

    // Tasks that were started within the batch may change containers of it at once.
    private readonly Lock _gate = new();
    private readonly TrackingBatch? _outer;
    private readonly Dictionary<TrackedContainer, TrackedContainer.Memento> _before = [];
    private readonly List<(TrackedContainer Container, ChangeEntry Entry)> _kept = [];
    private bool _isCommitted;
    private bool _hasEnded;

    // From here on nothing can become the batch's any more; while it takes back, what is attached again still does.
    private bool _isClosed;

    internal TrackingBatch(string label)
    {
        Label = label;
        _outer = Current;
        Group = _outer?.Group ?? Guid.CreateVersion7();
        Open.Value = this;
        HasOpened = true;
    }

    /// <summary>What the group is.</summary>
    public string Label { get; }

    /// <summary>The group that its entries name; that of the outermost batch, of batches within each other.</summary>
    public Guid Group { get; }

    /// <summary>The batch of this flow; null for none.</summary>
    internal static TrackingBatch? Current
    {
        get
        {
            if (!HasOpened) return null;
            var open = Open.Value;
            while (open is { _hasEnded: true }) open = open._outer;
            return open;
        }
    }

    /// <summary>Keeps what was done in the batch when it is disposed of.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public void Commit()
    {
        if (_hasEnded) throw new InvalidOperationException($"The batch '{Label}' has ended.");
        _isCommitted = true;
    }

    /// <summary>Ends the batch: what was done is kept and told, if it was committed, and else taken back.</summary>
    public void Dispose()
    {
        if (_hasEnded) return;
        if (Current is { } inner && !ReferenceEquals(inner, this) && inner.IsWithin(this)) inner.Dispose();
        lock (_gate)
        {
            if (_hasEnded) return;
            _hasEnded = true;
        }

        Open.Value = _outer;
        if (_isCommitted) Keep();
        else TakeBack();
    }

    /// <summary>Remembers what a container was before the batch, and that only the batch may change it.</summary>
    internal void Remember(TrackedContainer container)
    {
        lock (_gate)
        {
            if (_isClosed) throw new InvalidOperationException($"The batch '{Label}' has ended.");
            if (!_before.ContainsKey(container)) _before.Add(container, container.ToMemento());
            container.WasRemembered(this);
        }
    }

    /// <summary>Keeps an entry until the outermost batch is committed.</summary>
    internal void Keep(TrackedContainer container, ChangeEntry entry)
    {
        lock (_gate) _kept.Add((container, entry));
    }

    /// <summary>Whether it is this batch, or one within it.</summary>
    internal bool IsWithin(TrackingBatch other)
    {
        for (var one = this; one is not null; one = one._outer)
        {
            if (ReferenceEquals(one, other)) return true;
        }

        return false;
    }

    private void Close()
    {
        lock (_gate) _isClosed = true;
    }

    private void Keep()
    {
        Close();
        if (_outer is null)
        {
            foreach (var container in _before.Keys) container.LeaveBatch(null);
            foreach (var (container, entry) in _kept) container.PostKept(entry);
            foreach (var container in _before.Keys) container.TellKept();
            return;
        }

        lock (_outer._gate)
        {
            foreach (var (container, before) in _before)
            {
                _ = _outer._before.TryAdd(container, before);
                container.LeaveBatch(_outer);
            }

            _outer._kept.AddRange(_kept);
        }
    }

    /// <summary>All let go before any is put back, as half of a moment and half of another may hold each
    /// other.</summary>
    private void TakeBack()
    {
        var changed = _before.Where(it => it.Key.HasChangedSince(it.Value)).ToArray();
        foreach (var (container, _) in changed) container.LetGo();
        foreach (var (container, before) in changed) container.Restore(before);
        Close();
        foreach (var container in _before.Keys) container.LeaveBatch(HolderOutside(container));
        foreach (var (container, _) in changed) container.RecordRollback(Label, _outer);
        foreach (var (container, _) in changed) container.SetFollowedOrReport();
        foreach (var (container, _) in changed) container.Listen();
        if (_outer is not null) return;
        foreach (var (container, _) in changed) container.TellKept();
    }

    private TrackingBatch? HolderOutside(TrackedContainer container)
    {
        for (var one = _outer; one is not null; one = one._outer)
        {
            if (one._before.ContainsKey(container)) return one;
        }

        return null;
    }
}
