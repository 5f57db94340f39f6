using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>
    /// Goes over the lines of an export, checks each, and appends what is new in one step at the end.
    /// </summary>
    private sealed class ImportRun(DocumentHistory history, ExportHeader header, long firstLine)
    {
        private readonly ImmutableArray<NewVersion>.Builder _new = ImmutableArray.CreateBuilder<NewVersion>();
        private readonly List<Taken> _taken = [];

        /// <summary>The name the history was exported with.</summary>
        public HistoryName Name => header.Name;

        /// <summary>The line that it begins with.</summary>
        public long FirstLine => firstLine;

        /// <summary>Takes the line of the next version; an error where it cannot be imported.</summary>
        public TimelineError? Take(long number, ReadOnlyMemory<byte> text)
        {
            if (!ExportLine.Parse(number, text).TryGet(out var line, out var error)) return error;
            if (line.Number != _taken.Count || line.Number >= header.Versions)
                return Invalid(number, $"version {line.Number} stands where {_taken.Count} should");
            if (line.Parents.Any(parent => parent < 0 || parent >= line.Number) || line.Parents.Length > 2 ||
                line.Parents is [var first, var second] && first == second)
            {
                return Invalid(number, "its parents are not two versions before it");
            }

            if (line.Number < history.Count && history.At(line.Number).Value.Id != line.Id)
                return new TimelineError.ExportDiverged(history.Name, number, line.Number);

            return line.Payload is null ? TakeStub(number, line) : TakeVersion(number, line);
        }

        /// <summary>Why what was taken is not all of a history; null if it is.</summary>
        /// <param name="digest">What the lines were held against.</param>
        public TimelineError.ExportLineInvalid? Check(ExportDigest digest)
        {
            if (_taken.Count < header.Versions)
            {
                return Invalid(
                    firstLine + _taken.Count,
                    $"it is the last one, but {header.Versions - _taken.Count} versions are missing");
            }

            if (header.Branches.Any(branch => _taken[(int)branch.Head].Value is null))
                return Invalid(firstLine, "a branch stands at a version that was pruned");
            return digest.Holds() ? null : Invalid(firstLine, "it, or a line after it, is another than was saved");
        }

        /// <summary>Appends what is new and moves the branches that are new or went on, once all was checked.</summary>
        public async ValueTask<Either<TimelineError, ImportedDocument>> FinishAsync(CancellationToken cancellation)
        {
            var moves = header.Branches.SelectMany(Move).ToImmutableArray();

            // A replica that has only taken versions of others may have no branch of its own yet to be the current one.
            var isCurrentThere = header.Branches.Any(branch => branch.Name == header.Current);
            var current = history._stored.Branches.IsEmpty && isCurrentThere ? header.Current : (BranchName?)null;
            if (_new.Count > 0 || moves.Length > 0)
            {
                var batch = new AppendBatch(_new.ToImmutable(), moves) { Current = current };
                var outcome = await history._store
                    .AppendAsync(history.Name, batch, cancellation)
                    .ConfigureAwait(false);
                if (!outcome.TryGet(out _, out var error)) return error;
            }

            var after = await history.RefreshAsync(cancellation).ConfigureAwait(false);
            return new ImportedDocument(after, _new.Count, header.Versions - _new.Count);
        }

        private TimelineError.ExportLineInvalid? TakeVersion(long number, ExportLine line)
        {
            var parent = line.Parents.IsEmpty ? null : _taken[(int)line.Parents[0]].Value;
            var reading = line.Parents.IsEmpty || parent is not null
                ? PatchBytes.Apply(line.Payload!.Patch, parent)
                : line.Value is { } whole
                    ? Json.Parse(whole.Span)
                    : new TimelineError.ExportLineInvalid(
                        number, "the version before it was pruned and its value is missing");
            if (!reading.TryGet(out var value, out var error)) return Invalid(number, error.Message);
            if (IsAltered(line, value)) return Invalid(number, "it was altered: its id is not that of what it holds");

            if (line.Number >= history.Count) _new.Add(ToVersion(line, value));
            _taken.Add(new Taken(line.Id, line.Parents, value));
            return null;
        }

        private TimelineError.ExportLineInvalid? TakeStub(long number, ExportLine line)
        {
            if (line.Number >= history.Count)
            {
                if (line.Digests is not { } digests)
                    return Invalid(number, "the version was pruned, and the digests of what it held are missing");

                var header = new VersionHeader(
                    [.. line.Parents.Select(parent => _taken[(int)parent].Id)],
                    line.Stamp,
                    digests.Patch,
                    digests.Source,
                    line.ContentHash);
                var stub = NewVersion.OfPruned(header, (int)line.Changes);
                if (stub.Id != line.Id) return Invalid(number, "it was altered: its id is not that of what it holds");
                _new.Add(stub);
            }

            _taken.Add(new Taken(line.Id, line.Parents, null));
            return null;
        }

        private bool IsAltered(ExportLine line, Value value)
        {
            // Read before it is made a version, which takes a patch without an answer for one that is none.
            if (PatchText.CountOperations(line.Payload!.Patch.Span) is null) return true;

            // Where no file was given there are no bytes to be put together.
            return ToVersion(line, value).Id != line.Id
                || (line.Payload.Source is not null
                    && history.ToDocument(line.Number, line.Payload, line.ContentHash, value).IsLeft);
        }

        private NewVersion ToVersion(ExportLine line, Value value) => NewVersion.From(
            [.. line.Parents.Select(parent => _taken[(int)parent].Id)],
            line.Stamp,
            line.Payload!,
            () => Json.ToUtf8(value),
            line.ContentHash);

        private BranchMove[] Move((BranchName Name, long Head) branch)
        {
            var head = _taken[(int)branch.Head].Id;
            return history._stored.Head(branch.Name).Match(
                Some: here => IsBehind(here.Number, branch.Head)
                    ? [BranchMove.Advance(branch.Name, here.Id, head)]
                    : System.Array.Empty<BranchMove>(),
                None: () => [BranchMove.Create(branch.Name, head)]);
        }

        /// <summary>
        /// Whether one version is an ancestor of another. Parents have smaller numbers, so one pass down is enough.
        /// </summary>
        private bool IsBehind(long older, long newer)
        {
            if (older >= newer || older >= _taken.Count) return false;

            var reached = new System.Collections.Generic.HashSet<long> { newer };
            for (var number = newer; number > older; number--)
            {
                if (reached.Remove(number)) reached.UnionWith(_taken[(int)number].Parents);
            }

            return reached.Contains(older);
        }

        private static TimelineError.ExportLineInvalid Invalid(long line, string reason) => new(line, reason);

        /// <summary>A version that was taken; its value is null where it was pruned.</summary>
        private sealed record Taken(VersionId Id, ImmutableArray<long> Parents, Value? Value);
    }
}
