using Timeline.Histories;
using Timeline.Objects;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>The history of a variable about to be saved in a file, whatever its type.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Fill">Puts the history into a store; throws where its type cannot be made again.</param>
internal sealed record SavedHistory(string Variable, Func<IHistoryStore, ValueTask> Fill)
{
    /// <summary>The history of a variable, to be saved.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="variable">The variable.</param>
    /// <param name="branches">Its branches.</param>
    /// <param name="sealing">How values are compressed and encrypted; null for neither.</param>
    /// <param name="form">How values are seen; null for objects of the default tree.</param>
    public static SavedHistory Of<T>(
        string variable, Branches<T> branches, Sealing? sealing = null, IValueForm<T>? form = null)
    {
        form ??= new ObjectForm<T>(ObjectTree.Default);
        return new SavedHistory(variable, async store =>
        {
            form.Check(variable);
            using var sealer = new Sealer(sealing);
            var shelf = new Shelf<T>(
                store, StoreName.Of("", variable), sealer, value => form.ToValue(variable, value));
            var nothing = new Dictionary<Version<T>, Value?>();
            if (await shelf.AppendAsync(null, branches, nothing).ConfigureAwait(false) is { } refusal)
                throw new TimelineException(refusal);
        });
    }
}
