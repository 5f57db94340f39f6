namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>What changed from this version to a later one.</summary>
    /// <param name="after">The later version.</param>
    /// <returns>The edits in the order of the list, none touching the next; empty if the lists are equal.</returns>
    /// <remarks>
    /// Shared nodes are found wherever insertions and removals have moved them, and never looked into: O(edits · log n)
    /// for versions made from one another. Between them the fewest removed and inserted elements are found (Myers
    /// 1986, "An O(ND) Difference Algorithm and Its Variations") up to 2,048 of them; a region that differs in more is
    /// given as one edit. Law: applying the edits to this list gives <paramref name="after"/>.
    /// </remarks>
    public IReadOnlyList<ListEdit<T>> Diff(PersistentList<T> after) => Diff(after, EqualityComparer<T>.Default);

    /// <summary>
    /// What changed from this version to a later one, where a comparer says which elements are equal.
    /// </summary>
    /// <param name="after">The later version.</param>
    /// <param name="elements">The comparer; an element must be equal to itself.</param>
    /// <returns>The edits in the order of the list, none touching the next.</returns>
    public IReadOnlyList<ListEdit<T>> Diff(PersistentList<T> after, IEqualityComparer<T> elements)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(elements);
        if (ReferenceEquals(this, after))
            return [];
        var walk = new DiffWalk(this, after, elements);
        walk.Align(Pieces(), 0, after.Pieces(), 0);
        return walk.Edits;
    }

    /// <summary>
    /// Where the list changed to a later one, as far as shared nodes tell: as
    /// <see cref="Diff(PersistentList{T})"/>, but what lies between them is not compared.
    /// </summary>
    internal IReadOnlyList<ListEdit<T>> Regions(PersistentList<T> after)
    {
        if (ReferenceEquals(this, after))
            return [];
        var walk = new DiffWalk(this, after, null);
        walk.Align(Pieces(), 0, after.Pieces(), 0);
        return walk.Edits;
    }

    /// <summary>The list after edits.</summary>
    /// <param name="edits">What <see cref="Diff(PersistentList{T})"/> gives: in order, not overlapping.</param>
    /// <returns>The new list; this one if there are no edits. The removed elements are not compared.</returns>
    public PersistentList<T> Apply(IEnumerable<ListEdit<T>> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        // From the end, so that the places of earlier edits still hold.
        return edits.Reverse().Aggregate(
            this, (list, edit) => list.Splice(edit.BeforeStart, edit.Removed.Count, edit.Inserted));
    }

    private Piece[] Pieces() => _root is null
        ? [new Piece(_tail, 0, _tailCount)]
        : [new Piece(_root, _height, _tailStart), new Piece(_tail, 0, _tailCount)];

    /// <summary>A subtree in a sequence of subtrees of different heights.</summary>
    private readonly record struct Piece(object Node, int Height, int Count)
    {
        // Of one array two tails may be longer and shorter parts.
        internal bool Is(in Piece other) => ReferenceEquals(Node, other.Node) && Count == other.Count;
    }

    /// <summary>
    /// Two sequences of subtrees, aligned by identity; what lies between shared ones is taken apart one level and
    /// aligned again, down to the elements.
    /// </summary>
    private sealed class DiffWalk(PersistentList<T> before, PersistentList<T> after, IEqualityComparer<T>? elements)
    {
        // So many are compared one by one faster than through a table.
        private const int FewPairs = 1024;

        internal readonly List<ListEdit<T>> Edits = [];

        internal void Align(ReadOnlySpan<Piece> left, int leftStart, ReadOnlySpan<Piece> right, int rightStart)
        {
            while (!left.IsEmpty && !right.IsEmpty && left[0].Is(right[0]))
            {
                leftStart += left[0].Count;
                rightStart += right[0].Count;
                left = left[1..];
                right = right[1..];
            }
            while (!left.IsEmpty && !right.IsEmpty && left[^1].Is(right[^1]))
            {
                left = left[..^1];
                right = right[..^1];
            }
            if (left.IsEmpty || right.IsEmpty)
            {
                Edit(leftStart, Sum(left), rightStart, Sum(right));
                return;
            }
            if (left.Length == 1 && right.Length == 1)
            {
                Gap(left, ref leftStart, right, ref rightStart);
                return;
            }
            var (i, j) = (0, 0);
            foreach (var (leftAnchor, rightAnchor) in Anchors(left, right))
            {
                Gap(left[i..leftAnchor], ref leftStart, right[j..rightAnchor], ref rightStart);
                leftStart += left[leftAnchor].Count;
                rightStart += right[rightAnchor].Count;
                (i, j) = (leftAnchor + 1, rightAnchor + 1);
            }
            Gap(left[i..], ref leftStart, right[j..], ref rightStart);
        }

        private void Gap(ReadOnlySpan<Piece> left, ref int leftStart, ReadOnlySpan<Piece> right, ref int rightStart)
        {
            var (leftCount, rightCount) = (Sum(left), Sum(right));
            var height = Math.Max(HeightOf(left), HeightOf(right));
            if (leftCount == 0 || rightCount == 0)
                Edit(leftStart, leftCount, rightStart, rightCount);
            else if (height == 0)
                Elements(Flat(left, leftCount), leftStart, Flat(right, rightCount), rightStart);
            else if (left.Length == 1 && right.Length == 1 && left[0].Height == right[0].Height)
                Branches(AsBranch(left[0].Node), leftStart, AsBranch(right[0].Node), rightStart);
            else
                Align(TakenApart(left, height), leftStart, TakenApart(right, height), rightStart);
            leftStart += leftCount;
            rightStart += rightCount;
        }

        /// <summary>
        /// Two branches of one height, most of whose children are expected to stand in the same slots.
        /// </summary>
        private void Branches(ListBranch left, int leftStart, ListBranch right, int rightStart)
        {
            var slot = 0;
            var both = Math.Min(left.ChildrenCount, right.ChildrenCount);
            while (slot < both)
            {
                var (leftChild, rightChild) = (left.Children[slot]!, right.Children[slot]!);
                if (ReferenceEquals(leftChild, rightChild))
                {
                    slot++;
                    continue;
                }
                var (leftAt, rightAt) = (leftStart + left.StartOf(slot), rightStart + right.StartOf(slot));
                if (left.Height == 1 && slot + 1 < both
                    && ReferenceEquals(left.Children[slot + 1], right.Children[slot + 1]))
                {
                    Elements(AsLeaf(leftChild), leftAt, AsLeaf(rightChild), rightAt);
                    slot++;
                    continue;
                }
                if (left.Height > 1 && AreRelated(AsBranch(leftChild), AsBranch(rightChild)))
                {
                    Branches(AsBranch(leftChild), leftAt, AsBranch(rightChild), rightAt);
                    slot++;
                    continue;
                }
                var end = NextShared(left, right, slot);
                var (leftEnd, rightEnd) = end < both ? (end, end) : (left.ChildrenCount, right.ChildrenCount);
                Align(Parts(left, slot, leftEnd), leftAt, Parts(right, slot, rightEnd), rightAt);
                slot = end < both ? end : ListBranch.Width;
            }
            if (slot < ListBranch.Width && left.ChildrenCount != right.ChildrenCount)
            {
                Align(
                    Parts(left, slot, left.ChildrenCount), leftStart + left.StartOf(slot),
                    Parts(right, slot, right.ChildrenCount), rightStart + right.StartOf(slot));
            }
        }

        /// <summary>
        /// Whether two branches share their first child and their last, so that whatever differs lies inside both; else
        /// elements may have passed from one branch to its neighbour, and the neighbours must be aligned together.
        /// </summary>
        private static bool AreRelated(ListBranch left, ListBranch right) =>
            ReferenceEquals(left.Children[0], right.Children[0])
            && ReferenceEquals(left.Children[left.ChildrenCount - 1], right.Children[right.ChildrenCount - 1]);

        private static int NextShared(ListBranch left, ListBranch right, int slot)
        {
            var both = Math.Min(left.ChildrenCount, right.ChildrenCount);
            while (slot < both && !ReferenceEquals(left.Children[slot], right.Children[slot]))
                slot++;
            return slot;
        }

        private static Piece[] Parts(ListBranch branch, int start, int end)
        {
            var parts = new Piece[end - start];
            for (var slot = start; slot < end; slot++)
                parts[slot - start] = new Piece(branch.Children[slot]!, branch.Height - 1, branch.CountOf(slot));
            return parts;
        }

        private static int Sum(ReadOnlySpan<Piece> pieces)
        {
            var sum = 0;
            foreach (var piece in pieces)
                sum += piece.Count;
            return sum;
        }

        private static int HeightOf(ReadOnlySpan<Piece> pieces)
        {
            var height = 0;
            foreach (var piece in pieces)
                height = Math.Max(height, piece.Height);
            return height;
        }

        private static Piece[] TakenApart(ReadOnlySpan<Piece> pieces, int height)
        {
            var parts = new List<Piece>(pieces.Length * ListBranch.Width);
            foreach (var piece in pieces)
            {
                if (piece.Height < height)
                {
                    parts.Add(piece);
                    continue;
                }
                var branch = AsBranch(piece.Node);
                for (var slot = 0; slot < branch.ChildrenCount; slot++)
                    parts.Add(new Piece(branch.Children[slot]!, height - 1, branch.CountOf(slot)));
            }
            return [.. parts];
        }

        private static ReadOnlySpan<T> Flat(ReadOnlySpan<Piece> leaves, int count)
        {
            if (leaves.Length == 1)
                return AsLeaf(leaves[0].Node).AsSpan(0, count);
            var flat = new T[count];
            var end = 0;
            foreach (var leaf in leaves)
            {
                AsLeaf(leaf.Node).AsSpan(0, leaf.Count).CopyTo(flat.AsSpan(end));
                end += leaf.Count;
            }
            return flat;
        }

        /// <summary>Shared pieces in an order that both sequences have.</summary>
        private static List<(int Left, int Right)> Anchors(ReadOnlySpan<Piece> left, ReadOnlySpan<Piece> right)
        {
            var shared = new List<(int Left, int Right)>(Math.Min(left.Length, right.Length));
            if ((long)left.Length * right.Length <= FewPairs)
            {
                // Most follow the one before on both sides.
                var expected = 0;
                for (var j = 0; j < right.Length; j++)
                {
                    var i = IndexOf(left, right[j], expected, left.Length);
                    if (i < 0)
                        i = IndexOf(left, right[j], 0, expected);
                    if (i < 0)
                        continue;
                    shared.Add((i, j));
                    expected = i + 1;
                }
                return Increasing(shared);
            }
            var places = new Dictionary<object, int>(left.Length, ReferenceEqualityComparer.Instance);
            for (var i = 0; i < left.Length; i++)
                _ = places.TryAdd(left[i].Node, i);
            for (var j = 0; j < right.Length; j++)
            {
                if (places.TryGetValue(right[j].Node, out var i) && left[i].Is(right[j]))
                    shared.Add((i, j));
            }
            return Increasing(shared);
        }

        private static int IndexOf(ReadOnlySpan<Piece> pieces, in Piece piece, int start, int end)
        {
            for (var i = start; i < end; i++)
            {
                if (pieces[i].Is(piece))
                    return i;
            }
            return -1;
        }

        /// <summary>A longest subsequence whose left places rise (patience sorting).</summary>
        private static List<(int Left, int Right)> Increasing(List<(int Left, int Right)> shared)
        {
            if (Rises(shared))
                return shared;
            var tops = new List<int>();
            var previous = new int[shared.Count];
            for (var i = 0; i < shared.Count; i++)
            {
                var (low, high) = (0, tops.Count);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    if (shared[tops[middle]].Left < shared[i].Left)
                        low = middle + 1;
                    else
                        high = middle;
                }
                previous[i] = low == 0 ? -1 : tops[low - 1];
                if (low == tops.Count)
                    tops.Add(i);
                else
                    tops[low] = i;
            }
            var result = new List<(int, int)>(tops.Count);
            for (var i = tops.Count == 0 ? -1 : tops[^1]; i >= 0; i = previous[i])
                result.Add(shared[i]);
            result.Reverse();
            return result;
        }

        private static bool Rises(List<(int Left, int Right)> shared)
        {
            for (var i = 1; i < shared.Count; i++)
            {
                if (shared[i].Left <= shared[i - 1].Left)
                    return false;
            }
            return true;
        }

        private void Elements(ReadOnlySpan<T> left, int leftStart, ReadOnlySpan<T> right, int rightStart)
        {
            if (elements is null)
            {
                Edit(leftStart, left.Length, rightStart, right.Length);
                return;
            }
            foreach (var hunk in SequenceDiff.Between(left, right, elements))
            {
                Edit(leftStart + hunk.LeftStart, hunk.LeftCount, rightStart + hunk.RightStart, hunk.RightCount);
            }
        }

        private void Edit(int leftStart, int leftCount, int rightStart, int rightCount)
        {
            if (leftCount == 0 && rightCount == 0)
                return;
            // What two regions between shared nodes leave side by side is one edit.
            if (Edits.Count > 0 && Edits[^1].BeforeEnd == leftStart
                && Edits[^1].AfterStart + Edits[^1].Inserted.Count == rightStart)
            {
                var last = Edits[^1];
                Edits.RemoveAt(Edits.Count - 1);
                leftCount += leftStart - last.BeforeStart;
                rightCount += rightStart - last.AfterStart;
                (leftStart, rightStart) = (last.BeforeStart, last.AfterStart);
            }
            Edits.Add(new ListEdit<T>(
                leftStart, before.Slice(leftStart, leftCount), rightStart, after.Slice(rightStart, rightCount)));
        }
    }
}
