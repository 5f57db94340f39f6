using Timeline.Histories;

namespace Timeline.Watching;

/// <summary>A variable as it was at one moment.</summary>
internal abstract class SnapshotEntry
{
    public abstract WatchedVariable Variable { get; }

    public abstract int Index { get; }

    public abstract object? Value { get; }

    /// <summary>The same variable as it was at an earlier time; null if it was not yet there.</summary>
    public abstract SnapshotEntry? AsOf(DateTimeOffset time);
}

/// <summary>The version that a variable had.</summary>
internal sealed class SnapshotEntry<T>(Watched<T> variable, Version<T> version) : SnapshotEntry
{
    public override Watched<T> Variable => variable;

    public override int Index => version.Index;

    public override object? Value => TypedValue;

    public T TypedValue => variable.Release(version.Value);

    public override SnapshotEntry? AsOf(DateTimeOffset time) => History.Of(version).AsOf(time)
        .MatchUnsafe<SnapshotEntry?>(found => new SnapshotEntry<T>(variable, found), _ => null);
}
