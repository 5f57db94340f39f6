using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Stores;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>What outlives a crash: it opens the store again, with all that the store has acknowledged.</summary>
internal abstract class Disk
{
    /// <summary>The store as it is after a start of the machine.</summary>
    public abstract IHistoryStore Open();

    /// <summary>A disk whose truth is a store in memory.</summary>
    public sealed class OfMemory : Disk
    {
        // Snapshots are frequent, so that restoring from them is tried too.
        private readonly MemoryHistoryStore _store = new(new SnapshotPolicy(1));

        public override IHistoryStore Open() => _store;
    }

    /// <summary>A disk with a file of SQLite.</summary>
    public sealed class OfFile(string path) : Disk
    {
        public override IHistoryStore Open() => SqliteHistoryStore.Open(path);
    }

    /// <summary>A fault put in on purpose: the last appends before a crash were acknowledged and are gone.</summary>
    public sealed class Forgetting : Disk
    {
        private readonly List<Func<IHistoryStore, Task>> _done = [];

        public override IHistoryStore Open()
        {
            var kept = Math.Max(0, _done.Count - 1);
            _done.RemoveRange(kept, _done.Count - kept);
            var store = new MemoryHistoryStore(new SnapshotPolicy(1));
            foreach (var step in _done) step(store).GetAwaiter().GetResult();
            return new Remembering(store, _done);
        }

        private sealed class Remembering(IHistoryStore inner, List<Func<IHistoryStore, Task>> done) : StoreInFront(inner)
        {
            public override ValueTask<LanguageExt.Either<TimelineError, Appended>> AppendAsync(
                HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
            {
                done.Add(async store => _ = await store.AppendAsync(history, batch));
                return base.AppendAsync(history, batch, cancellation);
            }

            public override ValueTask<LanguageExt.Either<TimelineError, Pruned>> PruneAsync(
                HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
            {
                done.Add(async store => _ = await store.PruneAsync(history, numbers));
                return base.PruneAsync(history, numbers, cancellation);
            }
        }
    }

    /// <summary>A fault put in on purpose: a head is written wherever it was before.</summary>
    public sealed class WithoutComparing(Disk disk) : Disk
    {
        public override IHistoryStore Open() => new Writing(disk.Open());

        private sealed class Writing(IHistoryStore inner) : StoreInFront(inner)
        {
            public override async ValueTask<LanguageExt.Either<TimelineError, Appended>> AppendAsync(
                HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
            {
                var found = await Inner.FindAsync(history, cancellation);
                var moves = batch.Moves.Select(move => move with
                {
                    Expected = found.Bind(it => it.Head(move.Branch)).Map(head => head.Id),
                });
                return await Inner.AppendAsync(
                    history, batch with { Moves = [.. moves.Where(move => move.Expected.IsSome || move.Head.IsSome)] }, cancellation);
            }
        }
    }
}
