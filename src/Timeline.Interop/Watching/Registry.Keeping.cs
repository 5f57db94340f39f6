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
        var variable = await UnkeptAsync(name, initial, options, cancellation).ConfigureAwait(false);
        await AddAsync(variable, JournalOf(options), cancellation).ConfigureAwait(false);
        return variable;
    }

    /// <summary>As <see cref="Overwrite"/>, without holding a thread while rules take their time, or stores.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="initial">The first value.</param>
    /// <param name="options">How to watch it; null for the default.</param>
    /// <param name="cancellation">Gives up; the one that had the name keeps it then.</param>
    /// <returns>The new variable.</returns>
    public async Task<Watched<T>> OverwriteAsync<T>(
        string name, T initial, WatchOptions<T>? options = null, CancellationToken cancellation = default)
    {
        _ = Variables;
        var variable = await UnkeptAsync(Checked(name), initial, options, cancellation).ConfigureAwait(false);
        await ReplaceAsync(variable, JournalOf(options), cancellation).ConfigureAwait(false);
        return variable;
    }

    /// <summary>As <see cref="Unregister"/>, without holding a thread while a store writes.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async Task UnregisterAsync(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        WatchedVariable? variable;
        do
        {
            var variables = Variables;
            if (!variables.TryGetValue(name, out variable)) throw Naming.Unknown(name, variables.Keys);
        }
        while (!await variable.TryDetachAsync(() => Task.FromResult(TryRemove(variable))).ConfigureAwait(false));
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

    private JournalOptions? JournalOf<T>(WatchOptions<T>? options) => options?.Journal ?? _options.Journal;

    private async Task AddAsync<T>(Watched<T> variable, JournalOptions? journal, CancellationToken cancellation)
    {
        var isPut = await TryPutAsync(variable, null, Keep).ConfigureAwait(false);
        if (!isPut) throw Naming.Taken(variable.Name, "name");

        Task Keep() => journal is null ? Task.CompletedTask : variable.KeepAsync(journal, isAnew: false, cancellation);
    }

    /// <summary>Gives a variable a name whoever has it, which lets go of its store in the same moment.</summary>
    private async Task ReplaceAsync<T>(Watched<T> variable, JournalOptions? journal, CancellationToken cancellation)
    {
        while (true)
        {
            var old = Variables.GetValueOrDefault(variable.Name);
            var putting = old is null ? Put() : old.TryDetachAsync(Put);
            if (await putting.ConfigureAwait(false)) return;

            Task<bool> Put() => TryPutAsync(variable, old, Keep);
        }

        Task Keep() => journal is null ? Task.CompletedTask : variable.KeepAsync(journal, isAnew: true, cancellation);
    }

    /// <summary>Has a variable kept and gives it its name, unless another than the one expected has that.</summary>
    private async Task<bool> TryPutAsync(WatchedVariable variable, WatchedVariable? expected, Func<Task> keep)
    {
        var isPut = false;
        await keep().ConfigureAwait(false);
        try
        {
            isPut = TryAdd(variable, expected);
            return isPut;
        }
        finally
        {
            if (!isPut) await variable.CloseJournalAsync().ConfigureAwait(false);
        }
    }
}
