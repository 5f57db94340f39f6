using Timeline.Histories;
using Timeline.Telemetry;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    /// <summary>Makes a value the current one; rules and interceptors that are asynchronous are waited for.</summary>
    /// <param name="value">The value.</param>
    /// <param name="label">In what words; null for none.</param>
    /// <param name="cancellation">Gives up before the version is made; after that it is made.</param>
    /// <returns>The version that was made; the current one where an unchanged value makes none.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    public async ValueTask<Version<T>> SetAsync(
        T value, string? label = null, CancellationToken cancellation = default)
    {
        using var activity = Activities.Start(TelemetryNames.SetActivity, Name);
        try
        {
            Require(Standing.Open, "set");
            var kept = await Admitting.AdmitAsync(value, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return Handed(await PutKeptAsync(kept, label, cancellation).ConfigureAwait(false));
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    /// <summary>Makes of the current value the next one, with no other change in between.</summary>
    /// <param name="change">
    /// What to make of the value. It holds nobody up, is called again if another set came first, and so must do nothing
    /// that matters twice.
    /// </param>
    /// <param name="label">In what words; null for none.</param>
    /// <param name="cancellation">Gives up before the version is made; after that it is made.</param>
    /// <returns>The version that was made; the current one where an unchanged value makes none.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    public async ValueTask<Version<T>> UpdateAsync(
        Func<T, CancellationToken, ValueTask<T>> change, string? label = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var activity = Activities.Start(TelemetryNames.SetActivity, Name);
        try
        {
            while (true)
            {
                Require(Standing.Open, "updated");
                var seen = Tip;
                var changed = await change(Release(seen.Value), cancellation).ConfigureAwait(false);
                var kept = await Admitting.AdmitAsync(changed, cancellation).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                if (IsUnchanged(seen, kept)) return Handed(await DurableAsync(seen).ConfigureAwait(false));
                var (isMade, made) = await TryCommitAsync(seen, kept, label, "updated", cancellation)
                    .ConfigureAwait(false);
                if (isMade) return Handed(made);
            }
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    /// <summary>As <see cref="Rollback"/>, waiting for rules and a store without holding a thread.</summary>
    /// <param name="index">The index of the older version.</param>
    /// <param name="label">In what words; null for <c>rollback to N</c>.</param>
    /// <param name="cancellation">Gives up before the version is made; after that it is made.</param>
    /// <returns>The version that was made.</returns>
    public ValueTask<Version<T>> RollbackAsync(
        int index, string? label = null, CancellationToken cancellation = default) =>
        GoBackAsync(() => ToIndex(index, label), "rolled back", cancellation);

    /// <summary>As <see cref="Reset"/>, waiting for rules and a store without holding a thread.</summary>
    /// <param name="label">In what words; null for <c>reset to initial</c>.</param>
    /// <param name="cancellation">Gives up before the version is made; after that it is made.</param>
    /// <returns>The version that was made.</returns>
    public ValueTask<Version<T>> ResetAsync(string? label = null, CancellationToken cancellation = default) =>
        GoBackAsync(() => ToOldest(label), "reset", cancellation);

    /// <summary>As <see cref="Undo"/>, waiting for rules and a store without holding a thread.</summary>
    /// <param name="label">In what words; null for <c>undo of N</c>.</param>
    /// <param name="cancellation">Gives up before the version is made; after that it is made.</param>
    /// <returns>The version that was made.</returns>
    public ValueTask<Version<T>> UndoAsync(string? label = null, CancellationToken cancellation = default) =>
        GoBackAsync(() => ToUndone(label), "undone", cancellation);

    /// <summary>As <see cref="Redo"/>, waiting for rules and a store without holding a thread.</summary>
    /// <param name="label">In what words; null for <c>redo of N</c>.</param>
    /// <param name="cancellation">Gives up before the version is made; after that it is made.</param>
    /// <returns>The version that was made.</returns>
    public ValueTask<Version<T>> RedoAsync(string? label = null, CancellationToken cancellation = default) =>
        GoBackAsync(() => ToRedone(label), "redone", cancellation);

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellation = default)
    {
        // Before anything is waited for: what goes on elsewhere then is not seen to be within a listener.
        _delivery.RefuseWithin();
        if (_journal is { } journal) await journal.FlushAsync(cancellation).ConfigureAwait(false);
        await _delivery.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Version<T>> PutKeptAsync(T kept, string? label, CancellationToken cancellation)
    {
        while (true)
        {
            var expected = _options.SkipUnchanged ? Tip : null;
            if (expected is not null && IsUnchanged(expected, kept))
                return await DurableAsync(expected).ConfigureAwait(false);
            var (isMade, made) = await TryCommitAsync(expected, kept, label, "set", cancellation)
                .ConfigureAwait(false);
            if (isMade) return made;
        }
    }

    /// <summary>As <see cref="GoBack"/>.</summary>
    private async ValueTask<Version<T>> GoBackAsync(
        Func<Goal> choose, string action, CancellationToken cancellation)
    {
        while (true)
        {
            Require(Standing.Open, action);
            var goal = choose();
            var kept = await Admitting.ReadmitAsync(goal.Kept, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            var (isMade, made) = await TryCommitAsync(goal.Seen, kept, goal.Label, action, cancellation, goal.Undone)
                .ConfigureAwait(false);
            if (isMade) return Handed(made);
        }
    }
}
