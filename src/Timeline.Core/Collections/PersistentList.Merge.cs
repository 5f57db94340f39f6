using LanguageExt;

namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>Brings together what two sides made of one list.</summary>
    /// <param name="before">What both started from.</param>
    /// <param name="ours">What one side made of it.</param>
    /// <param name="theirs">What the other side made of it.</param>
    /// <returns>The merged list, or the regions that both changed, differently (at least one).</returns>
    /// <remarks>
    /// The regions are those of the two differences (diff3), so the cost is O(edits · log n). Edits meet if both touch
    /// one element, or insert at one place; edits side by side do not. Laws: a side that changed nothing yields to the
    /// other; two equal sides are the result; swapping the sides gives an equal list, or the same conflicts swapped.
    /// </remarks>
    public static Either<IReadOnlyList<ListConflict<T>>, PersistentList<T>> Merge(
        PersistentList<T> before, PersistentList<T> ours, PersistentList<T> theirs)
    {
        var conflicts = new List<ListConflict<T>>();
        var merged = Merge(before, ours, theirs, conflict =>
        {
            conflicts.Add(conflict);
            return conflict.Ours;
        });
        return conflicts.Count == 0
            ? Prelude.Right<IReadOnlyList<ListConflict<T>>, PersistentList<T>>(merged)
            : Prelude.Left<IReadOnlyList<ListConflict<T>>, PersistentList<T>>(conflicts);
    }

    /// <summary>
    /// Brings together what two sides made of one list, asking what to keep of a region that both changed.
    /// </summary>
    /// <param name="before">What both started from.</param>
    /// <param name="ours">What one side made of it.</param>
    /// <param name="theirs">What the other side made of it.</param>
    /// <param name="resolve">The elements to keep of a region that both changed, differently.</param>
    /// <returns>The merged list.</returns>
    public static PersistentList<T> Merge(
        PersistentList<T> before,
        PersistentList<T> ours,
        PersistentList<T> theirs,
        Func<ListConflict<T>, PersistentList<T>> resolve)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(resolve);
        // Equal sides may align differently with what they started from; asking stops at their first difference.
        if (ReferenceEquals(before, theirs) || ours.Equals(theirs))
            return ours;
        var left = before.Diff(ours);
        var right = before.Diff(theirs);
        if (right.Count == 0)
            return ours;
        return left.Count == 0 ? theirs : new MergeWalk(before, ours, theirs, left, right).Merged(resolve);
    }

    /// <summary>The edits of both sides in the order of the list they started from.</summary>
    private sealed class MergeWalk(
        PersistentList<T> before,
        PersistentList<T> ours,
        PersistentList<T> theirs,
        IReadOnlyList<ListEdit<T>> left,
        IReadOnlyList<ListEdit<T>> right)
    {
        private readonly record struct Splice(int Start, int Count, PersistentList<T> By);

        private readonly List<Splice> _splices = [];
        private int _leftNext;
        private int _rightNext;
        private int _leftGrowth;
        private int _rightGrowth;

        internal PersistentList<T> Merged(Func<ListConflict<T>, PersistentList<T>> resolve)
        {
            while (_rightNext < right.Count)
            {
                var theirEdit = right[_rightNext];
                if (_leftNext == left.Count || ComesFirst(theirEdit, left[_leftNext]))
                {
                    _splices.Add(new Splice(
                        theirEdit.BeforeStart + _leftGrowth, theirEdit.Removed.Count, theirEdit.Inserted));
                    _rightGrowth += right[_rightNext++].Growth;
                }
                else if (ComesFirst(left[_leftNext], theirEdit))
                {
                    _leftGrowth += left[_leftNext++].Growth;
                }
                else
                {
                    Region(resolve);
                }
            }
            // From the end, so that the places of earlier ones still hold.
            return Enumerable.Reverse(_splices)
                .Aggregate(ours, (list, splice) => list.Splice(splice.Start, splice.Count, splice.By));
        }

        private static bool ComesFirst(ListEdit<T> edit, ListEdit<T> other) =>
            edit.BeforeStart <= other.BeforeStart
            && !Meets(edit.BeforeStart, edit.BeforeEnd, other)
            && (edit.BeforeStart < other.BeforeStart || edit.Removed.IsEmpty);

        private static bool Meets(int start, int end, ListEdit<T> edit) =>
            (start == end && edit.Removed.IsEmpty)
                ? start == edit.BeforeStart
                : start < edit.BeforeEnd && edit.BeforeStart < end;

        /// <summary>Takes all edits that meet one another, and settles what stands there.</summary>
        private void Region(Func<ListConflict<T>, PersistentList<T>> resolve)
        {
            var start = Math.Min(left[_leftNext].BeforeStart, right[_rightNext].BeforeStart);
            var end = start;
            var (leftGrown, rightGrown) = (0, 0);
            var first = true;
            while (true)
            {
                if (_leftNext < left.Count && (first || Meets(start, end, left[_leftNext])))
                {
                    end = Math.Max(end, left[_leftNext].BeforeEnd);
                    leftGrown += left[_leftNext++].Growth;
                }
                else if (_rightNext < right.Count && Meets(start, end, right[_rightNext]))
                {
                    end = Math.Max(end, right[_rightNext].BeforeEnd);
                    rightGrown += right[_rightNext++].Growth;
                }
                else
                {
                    break;
                }
                first = false;
            }
            Settle(start, end - start, leftGrown, rightGrown, resolve);
        }

        private void Settle(
            int start, int count, int leftGrown, int rightGrown, Func<ListConflict<T>, PersistentList<T>> resolve)
        {
            var leftStart = start + _leftGrowth;
            var mine = ours.Slice(leftStart, count + leftGrown);
            var other = theirs.Slice(start + _rightGrowth, count + rightGrown);
            _leftGrowth += leftGrown;
            _rightGrowth += rightGrown;
            if (mine.Equals(other))
                return;
            var kept = resolve(new ListConflict<T>(start, before.Slice(start, count), mine, other));
            if (!kept.Equals(mine))
                _splices.Add(new Splice(leftStart, mine.Count, kept));
        }
    }
}
