using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.ErrorLogs;

/// <summary>A place where a log of errors is kept.</summary>
/// <remarks>
/// <para>
/// Trouble with the environment is a <see cref="Storage.HistoryStoreException"/>, and then nothing was logged, or
/// logging may be repeated without harm. An entry once acknowledged is durable as far as the kind of store goes. All
/// members may be called from any thread at any time; end what reads before the store is disposed of.
/// </para>
/// <para>
/// Laws, which one suite checks for every store: it does what an <see cref="ErrorLog"/> does. Entries are logged all or
/// none; logging twice is logging once, as long as the entry was not dropped; numbers ascend in the order of
/// logging and are not given again.
/// </para>
/// </remarks>
public interface IErrorStore : IAsyncDisposable
{
    /// <summary>Logs entries, all or none; one that is there already with the same content is passed over.</summary>
    /// <param name="entries">The entries; the same one may be among them more than once.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// For each entry its number and whether it is new, or <see cref="TimelineError.ErrorContentDiffers"/> for the
    /// first one under whose id another content is there or was given before; then nothing has changed.
    /// </returns>
    ValueTask<Either<TimelineError, ImmutableArray<SavedError>>> AppendAsync(
        IReadOnlyList<ErrorEntry> entries, CancellationToken cancellation = default);

    /// <summary>Entries, newest first.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellation">Gives up between entries.</param>
    /// <returns>The entries, read as they are asked for.</returns>
    IAsyncEnumerable<StoredError> ReadAsync(ErrorQuery query, CancellationToken cancellation = default);

    /// <summary>Drops what is not to stay, all at once.</summary>
    /// <param name="keep">What is to stay.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>The numbers of the entries that went, ascending.</returns>
    ValueTask<ImmutableArray<long>> RetainAsync(
        ErrorRetention keep, DateTimeOffset now, CancellationToken cancellation = default);
}
