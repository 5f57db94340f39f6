using System.Collections.Immutable;
using LanguageExt;
using Timeline.Storage;
using Timeline.Tests.Stores;

namespace Timeline.Tests.Faults.Program;

/// <summary>A store whose heads are plain variables: whatever is expected, what is there is overwritten.</summary>
internal sealed class BlindWrites(IHistoryStore inner) : StoreInFront(inner)
{
    public override async ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        while (true)
        {
            var heads = (await Inner.FindAsync(history, cancellation)).ToImmutableArray();
            var moves = batch.Moves
                .Select(move => move with { Expected = heads.SelectMany(at => at.Head(move.Branch)).Select(at => at.Id).ToOption() })
                .Where(move => move.Expected.IsSome || move.Head.IsSome);
            var answer = await Inner.AppendAsync(history, batch with { Moves = [.. moves] }, cancellation);
            var isMoved = answer.Match(_ => false, error => error
                is TimelineError.HeadMoved or TimelineError.BranchExists or TimelineError.BranchUnknown);
            if (!isMoved) return answer;
        }
    }
}
