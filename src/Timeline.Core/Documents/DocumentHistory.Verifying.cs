using System.Buffers;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>
    /// Verifies a store, and that every document in it comes back with the very bytes that were recorded.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="options">How documents are read; null for the usual way.</param>
    /// <param name="progress">Is told after each version; null for nobody.</param>
    /// <param name="cancellation">Gives up between versions.</param>
    /// <returns>
    /// What the store found, and every version whose bytes are not what they were, as far as its value can be made.
    /// </returns>
    public static ValueTask<VerifyReport> VerifyAsync(
        IHistoryStore store,
        DocumentOptions? options = null,
        IProgress<StoreProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var limit = ExactLimit(options ?? DocumentOptions.Default);
        var scratch = new ArrayBufferWriter<byte>();
        return store.VerifyAsync(
            new VerifyOptions
            {
                Check = (name, version, value) => Fault(name, version, value, limit, scratch),
                Progress = progress,
            },
            cancellation);
    }

    private static VerifyFinding? Fault(
        HistoryName name, StoredVersion version, Value value, int limit, ArrayBufferWriter<byte> scratch)
    {
        // Where no file was given there are no bytes to be put together.
        if (version.Payload?.Source is not { } source) return null;
        return ToBytes(name, version.Number, source, version.ContentHash, value, limit, scratch)
            .TryGet(out _, out var error) ? null : new VerifyFinding(name.Text, version.Number, FaultOf(error));
    }

    // The finding names the version and the command says what to do, which the error does by itself.
    private static string FaultOf(TimelineError error) => error switch
    {
        TimelineError.SourceUnreadable => "how its bytes were written cannot be read",
        TimelineError.BytesDiffer => "its bytes are not those that were recorded",
        _ => error.Message,
    };
}
