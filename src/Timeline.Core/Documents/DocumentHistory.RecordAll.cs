using System.Buffers;
using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    private const int MostInGroup = 256;
    private const long MostBytesInGroup = 4 << 20;

    /// <summary>Records many revisions of a file, oldest first, in groups: for thousands of them at once.</summary>
    /// <remarks>
    /// Safe to run again, after it was interrupted or when there are new revisions: those recorded already are
    /// recognised by their bytes, in order, and passed over. What was recorded stays recorded whatever happens later in
    /// the run. Memory is bounded by a group, not by the number of revisions.
    /// </remarks>
    /// <param name="revisions">The revisions, oldest first.</param>
    /// <param name="options">Where to, and what to do with what is not JSON; null for the usual way.</param>
    /// <param name="cancellation">Gives up between groups; the groups before are recorded.</param>
    /// <returns>
    /// How many there were, or <see cref="TimelineError.RevisionsDiverged"/> where the branch holds something else than
    /// these revisions, or <see cref="TimelineError.FileRevisionInvalid"/>, or as for a single recording.
    /// </returns>
    public async ValueTask<Either<TimelineError, RecordedAll>> RecordAllAsync(
        IAsyncEnumerable<FileRevision> revisions,
        RecordAllOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(revisions);
        options ??= new RecordAllOptions();
        var loading = await LoadTipAsync(options.Branch ?? CurrentBranch, cancellation).ConfigureAwait(false);
        if (!loading.TryGet(out var tip, out var error)) return error;

        var run = new RecordingRun(this, options, tip.OrNull());
        await foreach (var revision in revisions.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (run.Take(revision) is { } refused)
            {
                var kept = await run.FlushAsync(cancellation).ConfigureAwait(false);
                return kept ?? refused;
            }

            if (run.IsFull && await run.FlushAsync(cancellation).ConfigureAwait(false) is { } failed) return failed;
        }

        if (await run.FlushAsync(cancellation).ConfigureAwait(false) is { } lost) return lost;
        return new RecordedAll(run.History, run.Tally);
    }

    /// <summary>Goes over revisions in order: first along what is recorded, then recording what is new.</summary>
    private sealed class RecordingRun(DocumentHistory history, RecordAllOptions options, Tip? head)
    {
        private readonly BranchName _branch = options.Branch ?? history.CurrentBranch;
        private readonly ArrayBufferWriter<byte> _scratch = new();
        private readonly ImmutableArray<Draft>.Builder _group = ImmutableArray.CreateBuilder<Draft>();
        private readonly ImmutableArray<Version<StoredVersion>> _recorded =
            history.LineOf(options.Branch ?? history.CurrentBranch).Oldest();

        private Tip? _base = head;
        private Tip? _tip = head;
        private int _matched;
        private long _groupBytes;

        public DocumentHistory History { get; private set; } = history;

        public RecordingTally Tally { get; private set; }

        public bool IsFull => _group.Count >= MostInGroup || _groupBytes >= MostBytesInGroup;

        /// <summary>Takes the next revision; an error where it cannot be recorded here.</summary>
        public TimelineError? Take(FileRevision revision)
        {
            return _matched < _recorded.Length ? Match(revision) : Record(revision);
        }

        /// <summary>Appends the group; an error where that failed, and then nothing of the group is recorded.</summary>
        public async ValueTask<TimelineError?> FlushAsync(CancellationToken cancellation)
        {
            if (_group.Count == 0) return null;

            var appended = await History
                .AppendAsync(_branch, _base, _group.DrainToImmutable(), cancellation)
                .ConfigureAwait(false);
            if (!appended.TryGet(out var after, out var error)) return error;

            History = after.History;
            _base = _tip;
            _groupBytes = 0;
            options.Progress?.Report(Tally);
            return null;
        }

        private TimelineError.RevisionsDiverged? Match(FileRevision revision)
        {
            var hash = Digest.Of(revision.Bytes.Span);
            if (_matched > 0 && _recorded[_matched - 1].Value.ContentHash == hash)
            {
                Tally = Tally with { Unchanged = Tally.Unchanged + 1 };
                return null;
            }

            if (_recorded[_matched].Value.ContentHash == hash)
            {
                _matched++;
                Tally = Tally with { Known = Tally.Known + 1 };
                return null;
            }

            if (options.SkipUnreadable && Document.Parse(revision.Bytes, History._options.Limits).IsLeft)
            {
                Tally = Tally with { Unreadable = Tally.Unreadable + 1 };
                return null;
            }

            return new TimelineError.RevisionsDiverged(
                History.Name, _branch, revision.Name, _recorded[_matched].Value.Number);
        }

        private TimelineError.FileRevisionInvalid? Record(FileRevision revision)
        {
            var hash = Digest.Of(revision.Bytes.Span);
            if (_tip is not null && IsSame(_tip, revision.Bytes.Span, hash))
            {
                Tally = Tally with { Unchanged = Tally.Unchanged + 1 };
                return null;
            }

            if (!Document.Parse(revision.Bytes, History._options.Limits).TryGet(out var document, out var error))
            {
                if (!options.SkipUnreadable) return new TimelineError.FileRevisionInvalid(revision.Name, error);
                Tally = Tally with { Unreadable = Tally.Unreadable + 1 };
                return null;
            }

            var draft = Draft.OfDocument(_tip, document, hash, revision.Stamp, History.Comparison, _scratch);
            _group.Add(draft);
            _groupBytes += draft.Version.Payload!.Patch.Length;
            _tip = Tip.Of(draft);
            Tally = Tally with { Recorded = Tally.Recorded + 1 };
            return null;
        }
    }
}
