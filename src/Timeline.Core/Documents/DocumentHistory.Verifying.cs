using System.Collections.Immutable;
using Timeline.Storage;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>
    /// Verifies a store, and that every document in it comes back with the very bytes that were recorded.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="options">How documents are read; null for the usual way.</param>
    /// <param name="cancellation">Gives up between versions.</param>
    /// <returns>
    /// What the store found; and where it found nothing, every version whose bytes are not what they were.
    /// </returns>
    public static async ValueTask<VerifyReport> VerifyAsync(
        IHistoryStore store, DocumentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var report = await store.VerifyAsync(cancellation).ConfigureAwait(false);
        if (!report.IsClean) return report;

        var findings = ImmutableArray.CreateBuilder<VerifyFinding>();
        foreach (var stored in await store.HistoriesAsync(cancellation).ConfigureAwait(false))
        {
            var history = await OpenAsync(store, stored.Name, options, cancellation).ConfigureAwait(false);
            var steps = history.ReplayAsync([.. history._versions], cancellation);
            await foreach (var replaying in steps.ConfigureAwait(false))
            {
                if (history.Fault(replaying) is { } fault) findings.Add(fault);
            }
        }

        return report with { Findings = findings.ToImmutable() };
    }

    private VerifyFinding? Fault(LanguageExt.Either<TimelineError, Replayed> replaying)
    {
        if (!replaying.TryGet(out var replayed, out var error))
            return new VerifyFinding(Name.Text, null, error.Message);
        if (replayed.Value is not { } value) return null;

        var version = replayed.Version;
        return ToDocument(version.Number, version.Payload, version.ContentHash, value).TryGet(out _, out error)
            ? null
            : new VerifyFinding(Name.Text, version.Number, error.Message);
    }
}
