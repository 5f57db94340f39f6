using Timeline.Persisting;

namespace Timeline.Watching;

public sealed partial class Registry
{
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
}
