using Timeline.Admission;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Persisting;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
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
    /// <exception cref="ValueRejectedException">A rule of now refuses the newest value.</exception>
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

    internal override SavedHistory ToSaved(Sealing? sealing)
    {
        using (Gate.Hold()) return SavedHistory.Of(Name, BranchesSeen(), sealing, Form(Tree));
    }

    internal override async Task<LoadedHistory> ReadAsync(HistoryFile file, Sealing? sealing)
    {
        var branches = await file.GetAsync(Name, sealing, Form(Tree)).ConfigureAwait(false);
        var head = branches.Head.Head!;
        try
        {
            _ = await Admitting.ReadmitAsync(head.Value, default).ConfigureAwait(false);
        }
        catch (ValueRejectedException refused)
        {
            throw refused.From(file.Name);
        }

        Consent<T>? consent = null;
        return new LoadedHistory(
            () =>
            {
                RequireLoadable();
                consent = ConsentTo(head, file);
            },
            () =>
            {
                RequireLoadable();
                return consent?.Holds(Tip, head) != false;
            },
            () => GoTo(branches),
            NotifyMoved);
    }

    private Consent<T>? ConsentTo(Version<T> head, HistoryFile file)
    {
        try
        {
            return Consent<T>.Of(Terms, Tip, head, "loaded");
        }
        catch (ValueRejectedException refused)
        {
            throw refused.From(file.Name);
        }
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
        using (Gate.Hold())
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

    private IValueForm<T> Form(ObjectTree? tree)
    {
        tree ??= ObjectTree.Default;
        return Terms?.Form(tree) ?? new ObjectForm<T>(tree);
    }

    private ObjectTree? Tree => _options.Journal?.Tree ?? _options.Comparison?.Tree;
}
