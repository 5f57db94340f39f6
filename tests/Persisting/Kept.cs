using Timeline.Histories;
using Timeline.Locking;
using Timeline.Persisting;
using Timeline.Storage;

namespace Timeline.Tests.Persisting;

/// <summary>The least variable there can be on top of a journal: what a watched one does with it, and no more.</summary>
internal sealed class Kept<T>
{
    private readonly Gate _gate = new();
    private readonly List<Version<T>> _published = [];
    private long _ticks;

    private Kept(Journal<T> journal)
    {
        Journal = journal;
        journal.Attach(_gate, _published.AddRange);
        _ticks = journal.Accepted.Names.Max(name => journal.Accepted.Find(name).Match(it => it.Head!.Ticks, _ => 0));
    }

    public Journal<T> Journal { get; }

    public Branches<T> Branches
    {
        get
        {
            using (_gate.Hold()) return Journal.Visible;
        }
    }

    public T Value => Branches.Head.Head!.Value;

    public IReadOnlyList<Version<T>> Published
    {
        get
        {
            using (_gate.Hold()) return [.. _published];
        }
    }

    public static async Task<Kept<T>> Open(
        IHistoryStore store, T initial, JournalOptions? options = null, TimeProvider? clock = null, string name = "kept")
    {
        var start = Branches<T>.Start(BranchName.Main, History.Start(initial, Stamp.FromTicks(1, "", "initial")));
        return new(await Journal<T>.OpenAsync(
            name, (options ?? new() { Store = store }) with { Store = store }, start, clock ?? TimeProvider.System));
    }

    public async Task SetAsync(T value, string label = "", CancellationToken cancellation = default) =>
        await Journal.CommitAsync(await AcceptAsync(value, label), cancellation);

    public void Set(T value, string label = "")
    {
        var data = Journal.Prepare(value);
        while (true)
        {
            if (TryAccept(branches => Appended(branches, value, label), data) is { } entry)
            {
                Journal.Commit(entry);
                return;
            }

            Journal.MakeReady();
        }
    }

    public async Task<JournalEntry<T>> AcceptAsync(T value, string label = "")
    {
        var data = Journal.Prepare(value);
        while (true)
        {
            if (TryAccept(branches => Appended(branches, value, label), data) is { } entry) return entry;
            await Journal.MakeReadyAsync();
        }
    }

    /// <summary>Any other change of the branches, and the versions it makes.</summary>
    public async Task ChangeAsync(Func<Branches<T>, Stamp, (Branches<T> After, Version<T>? Made)> change)
    {
        while (true)
        {
            if (TryAccept(branches => change(branches, NextStamp("")), null) is { } entry)
            {
                await Journal.CommitAsync(entry);
                return;
            }

            await Journal.MakeReadyAsync();
        }
    }

    public Stamp NextStamp(string label) => Stamp.FromTicks(++_ticks, "ada", label);

    private JournalEntry<T>? TryAccept(
        Func<Branches<T>, (Branches<T> After, Version<T>? Made)> change, Timeline.Values.Value? data)
    {
        using (_gate.Hold())
        {
            if (!Journal.IsReady) return null;
            var (after, made) = change(Journal.Accepted);
            return Journal.Accept(after, made, data);
        }
    }

    private (Branches<T> After, Version<T>? Made) Appended(Branches<T> branches, T value, string label)
    {
        var line = branches.Head.Append(value, NextStamp(label));
        return (branches.Move(branches.Current, branches.Head, line).Match(it => it, _ => branches), line.Head);
    }
}
