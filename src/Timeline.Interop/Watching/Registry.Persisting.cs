using Timeline.Persisting;

namespace Timeline.Watching;

public sealed partial class Registry : IAsyncDisposable
{
    /// <summary>As <see cref="Watch"/>, without holding a thread while a store is read.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">The name, which must be free.</param>
    /// <param name="initial">The first value, passed over where a store has a history of the variable.</param>
    /// <param name="options">How to watch it; null for the default.</param>
    /// <param name="cancellation">Gives up; the variable is not registered then.</param>
    /// <returns>The variable.</returns>
    public async Task<Watched<T>> WatchAsync<T>(
        string name, T initial, WatchOptions<T>? options = null, CancellationToken cancellation = default)
    {
        if (Variables.ContainsKey(Checked(name))) throw Naming.Taken(name, nameof(name));
        var admission = WayIn(name, options ??= new());
        var kept = await admission.AdmitAsync(initial, cancellation).ConfigureAwait(false);
        Watched<T> variable = new(admission, kept, options, _options.Clock, Failures);
        if ((options.Journal ?? _options.Journal) is { } journal)
            await variable.KeepAsync(journal, cancellation).ConfigureAwait(false);
        return Add(variable, isNew: true);
    }

    /// <summary>Writes the histories of all variables, as they were at one moment, to a file.</summary>
    /// <param name="path">The file. It is there whole or as it was, and for its owner alone.</param>
    /// <param name="sealing">How values are compressed and encrypted; null for neither.</param>
    /// <exception cref="TimelineException">A value cannot be written, or nothing could make it again.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, Sealing? sealing = null) => Blocking.Wait(() => SaveAsync(path, sealing));

    /// <summary>As <see cref="Save"/>, without holding a thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sealing">How values are compressed and encrypted; null for neither.</param>
    /// <param name="cancellation">Gives up; the file stays as it was.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    public Task SaveAsync(string path, Sealing? sealing = null, CancellationToken cancellation = default) =>
        HistoryFile.SaveAsync(
            path, Cut(variables => variables.ConvertAll(variable => variable.ToSaved(sealing))), cancellation);

    /// <summary>Takes the histories of a file in the place of those of the variables of the same names.</summary>
    /// <param name="path">A file whose variables are all registered; others that are registered stay as they
    /// are.</param>
    /// <param name="sealing">How sealed values are opened.</param>
    /// <exception cref="TimelineException">
    /// The file is not what was saved, one of its histories fits no variable, or a variable is kept in a store; no
    /// variable has changed.
    /// </exception>
    /// <exception cref="VariableFrozenException">A variable is frozen; none has changed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Load(string path, Sealing? sealing = null) => Blocking.Wait(() => LoadAsync(path, sealing));

    /// <summary>As <see cref="Load"/>, without holding a thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sealing">How sealed values are opened.</param>
    /// <param name="cancellation">Gives up before anything has changed.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async Task LoadAsync(string path, Sealing? sealing = null, CancellationToken cancellation = default)
    {
        var variables = Variables;
        var file = await HistoryFile.LoadAsync(path, cancellation).ConfigureAwait(false);
        List<LoadedHistory> loaded = [];
        foreach (var name in file.Variables)
        {
            if (!variables.TryGetValue(name, out var variable))
            {
                throw new TimelineException(
                    $"'{path}' holds a history of '{name}', which is not registered: watch it first, or load the "
                    + "variables one by one; nothing was changed");
            }

            loaded.Add(await variable.ReadAsync(file, sealing).ConfigureAwait(false));
        }

        while (!TryTake(loaded))
        {
            // What they were asked about has changed in the meantime.
        }

        foreach (var history in loaded) history.Tell();
    }

    private bool TryTake(List<LoadedHistory> loaded)
    {
        foreach (var history in loaded) history.Ask();
        return Cut(_ =>
        {
            // Who cannot take its history at all says so before anybody is asked again.
            if (loaded.Count(history => history.Require()) < loaded.Count) return false;
            foreach (var history in loaded) history.Take();
            return true;
        });
    }

    /// <summary>As <see cref="Dispose"/>, without holding a thread while stores write.</summary>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="AggregateException">As of <see cref="Dispose"/>.</exception>
    public async ValueTask DisposeAsync()
    {
        End();
        List<Exception> failures = [];
        foreach (var variable in InOrder(_variables))
        {
            try
            {
                await variable.CloseJournalAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("some variables could not be written; close again to try again", failures);
    }
}
