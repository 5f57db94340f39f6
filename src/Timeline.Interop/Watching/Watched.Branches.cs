using LanguageExt;
using Timeline.Histories;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    // The heads of all branches, of which that of the current one may be behind: it is the tip.
    private Branches<T>? _branches;

    /// <summary>The name of the branch that the next version goes on; <c>main</c> to begin with.</summary>
    public string CurrentBranch
    {
        get
        {
            using (Gate.Hold()) return BranchesSeen().Current.Text;
        }
    }

    /// <summary>The names of all branches, in order.</summary>
    public IReadOnlyList<string> Branches
    {
        get
        {
            using (Gate.Hold()) return [.. BranchesSeen().Names.Select(name => name.Text)];
        }
    }

    /// <summary>Gives the current version a second name, from which one can go on later.</summary>
    /// <param name="name">The name of the new branch.</param>
    /// <returns>This variable, on the branch it was on. O(1): nothing is copied.</returns>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is a branch of that name.</exception>
    public Watched<T> Branch(string name)
    {
        _ = Rearrange(null, Creating(BranchName.Of(name)));
        return this;
    }

    /// <summary>As <see cref="Branch"/>, waiting for a store without holding a thread.</summary>
    /// <param name="name">The name of the new branch.</param>
    /// <param name="cancellation">Gives up before the branch is made; after that it is made.</param>
    /// <returns>When it is made, as durable as a set is.</returns>
    public async ValueTask BranchAsync(string name, CancellationToken cancellation = default) =>
        _ = await RearrangeAsync(null, Creating(BranchName.Of(name)), cancellation).ConfigureAwait(false);

    /// <summary>Goes to the newest version of a branch; what is set from now on goes on from there.</summary>
    /// <param name="name">The branch.</param>
    /// <returns>This variable.</returns>
    /// <remarks>No version is made: listeners are not called, but <c>PropertyChanged</c> is raised.</remarks>
    /// <exception cref="VariableFrozenException">The variable is frozen; of a namespace, a key that differs
    /// is.</exception>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is no such branch.</exception>
    /// <exception cref="Admission.ValueRejectedException">It is a namespace, and a rule refuses a key that
    /// differs.</exception>
    public Watched<T> Switch(string name)
    {
        var branch = BranchName.Of(name);
        bool isMade;
        do isMade = Rearrange("switched", Switching(branch));
        while (!isMade);
        NotifyMoved();
        return this;
    }

    /// <summary>As <see cref="Switch"/>, waiting for a store without holding a thread.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="cancellation">Gives up before it is the current one; after that it is.</param>
    /// <returns>When it is the current one, as durably as a set is.</returns>
    public async ValueTask SwitchAsync(string name, CancellationToken cancellation = default)
    {
        var branch = BranchName.Of(name);
        bool isMade;
        do isMade = await RearrangeAsync("switched", Switching(branch), cancellation).ConfigureAwait(false);
        while (!isMade);
        NotifyMoved();
    }

    /// <summary>Forgets the name of a branch; what only it had is gone with it.</summary>
    /// <param name="name">The branch.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is no such branch, or it is the current one.</exception>
    public Watched<T> DeleteBranch(string name)
    {
        _ = Rearrange(null, Deleting(BranchName.Of(name)));
        return this;
    }

    /// <summary>As <see cref="DeleteBranch"/>, waiting for a store without holding a thread.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="cancellation">Gives up before it is forgotten; after that it is.</param>
    /// <returns>When it is forgotten, as durably as a set is.</returns>
    public async ValueTask DeleteBranchAsync(string name, CancellationToken cancellation = default) =>
        _ = await RearrangeAsync(null, Deleting(BranchName.Of(name)), cancellation).ConfigureAwait(false);

    private Func<Branches<T>, Branches<T>> Creating(BranchName branch) =>
        now => Unwrapped(now.Create(branch, now.Head));

    private Func<Branches<T>, Branches<T>> Deleting(BranchName branch) => now => Unwrapped(now.Delete(branch));

    /// <summary>The switch to a branch, if it may be done; null comes of it if that has to be asked again.</summary>
    private Func<Branches<T>, Branches<T>?> Switching(BranchName branch)
    {
        Require(Standing.Open, "switched");
        var (ours, theirs) = Sides(branch);
        var consent = Consent<T>.Of(Terms, ours.Head!, theirs.Head!, "switched");
        return now =>
        {
            var switched = Unwrapped(now.Switch(branch));
            return consent?.Holds(now.Head.Head!, switched.Head.Head!) == false ? null : switched;
        };
    }

    private (History<T> Ours, History<T> Theirs) Sides(BranchName branch)
    {
        using (Gate.Hold())
        {
            var now = BranchesNow();
            return (now.Head, Unwrapped(now.Find(branch)));
        }
    }

    /// <summary>The branches with the head of the current one as it is; under the lock.</summary>
    private Branches<T> BranchesNow()
    {
        var head = Histories.History.Of(Tip);
        var known = _branches ?? Branches<T>.Start(BranchName.Main, head);
        return _branches = Unwrapped(known.Move(known.Current, known.Head, head));
    }

    private void GoTo(Branches<T> branches)
    {
        _branches = branches;
        _undone = null;

        // With a journal that makes each change durable it is the journal that shows it.
        if (_journal is null or { ShowsAtOnce: true }) Show(branches.Head.Head!);
        else Volatile.Write(ref _ahead, branches.Head.Head!);
    }

    private void RefuseIfClosed()
    {
        if (_standing == Standing.Closed)
            throw new ObjectDisposedException(Name, $"'{Name}' cannot change any more: its registry was disposed of");
    }
}
