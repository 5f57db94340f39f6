using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Which elements of two sequences stay, found as a longest common subsequence.</summary>
/// <remarks>
/// The linear-space algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): two searches,
/// from both ends, meet in the middle of a shortest path. A search that looks for more edits than the budget allows
/// splits at the furthest point reached instead, so that hostile input costs linear time and a longer answer.
/// </remarks>
internal sealed class SequenceAlignment
{
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly int[] _beforeAt;
    private readonly int[] _afterAt;
    private readonly int[] _matches;
    private readonly WorkBudget _budget;
    private readonly int[] _forward;
    private readonly int[] _backward;
    private readonly int _offset;

    private SequenceAlignment(
        (int[] Tokens, int[] At) before, (int[] Tokens, int[] At) after, int[] matches, WorkBudget budget)
    {
        (_before, _beforeAt) = before;
        (_after, _afterAt) = after;
        _matches = matches;
        _budget = budget;
        var diagonals = _before.Length + _after.Length + 3;
        _offset = _after.Length + 1;
        _forward = new int[diagonals];
        _backward = new int[diagonals];
    }

    private readonly record struct Box(int Left, int Right, int Top, int Bottom);

    /// <summary>
    /// For each element of <paramref name="before"/> the index of its partner in <paramref name="after"/>, or -1;
    /// partners are equal and in increasing order.
    /// </summary>
    /// <param name="before">Indexes of <paramref name="tokens"/>.</param>
    /// <param name="after">The same of the new sequence.</param>
    /// <param name="tokens">What each token stands for; all different.</param>
    /// <param name="budget">What may be spent; told when the answer may not be the longest.</param>
    public static int[] Align(
        ReadOnlySpan<int> before, ReadOnlySpan<int> after, IReadOnlyList<Value> tokens, WorkBudget budget)
    {
        var matches = new int[before.Length];
        Array.Fill(matches, -1);
        var start = before.CommonPrefixLength(after);
        for (var i = 0; i < start; i++) matches[i] = i;
        if (start == before.Length || start == after.Length) return matches;
        if (ShortAlignment.TryAfford(before.Length - start, after.Length - start, budget))
        {
            ShortAlignment.Align(before[start..], after[start..], matches.AsSpan(start), start, tokens);
            return matches;
        }

        AlignLong(before, after, matches, start, (tokens.Count, budget));
        SequenceSliding.Settle(before, after, matches, budget);
        return matches;
    }

    private static void AlignLong(
        ReadOnlySpan<int> before,
        ReadOnlySpan<int> after,
        int[] matches,
        int start,
        (int Tokens, WorkBudget Budget) given)
    {
        var (beforeEnd, afterEnd) = (before.Length, after.Length);
        while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] == after[afterEnd - 1])
            matches[--beforeEnd] = --afterEnd;
        if (start == beforeEnd || start == afterEnd) return;

        var keptBefore = Shared(before, start, beforeEnd, after[start..afterEnd], given.Tokens);
        var keptAfter = Shared(after, start, afterEnd, before[start..beforeEnd], given.Tokens);
        if (keptBefore.Tokens.Length > 0)
            new SequenceAlignment(keptBefore, keptAfter, matches, given.Budget).Run();
    }

    /// <summary>The elements in a range that occur on the other side at all: the others can never be matched.</summary>
    private static (int[] Tokens, int[] At) Shared(
        ReadOnlySpan<int> own, int start, int end, ReadOnlySpan<int> other, int tokens)
    {
        var seen = new bool[tokens];
        foreach (var token in other) seen[token] = true;
        var count = 0;
        foreach (var token in own[start..end]) count += seen[token] ? 1 : 0;
        var (kept, at) = (new int[count], new int[count]);
        count = 0;
        for (var i = start; i < end; i++)
        {
            if (!seen[own[i]]) continue;
            (kept[count], at[count]) = (own[i], i);
            count++;
        }

        return (kept, at);
    }

    private void Run()
    {
        var open = new Stack<Box>();
        open.Push(new Box(0, _before.Length, 0, _after.Length));
        while (open.TryPop(out var box))
        {
            box = MatchEnds(box);
            if (box.Left == box.Right || box.Top == box.Bottom) continue;
            var (x, y) = Middle(box);
            open.Push(new Box(box.Left, x, box.Top, y));
            open.Push(new Box(x, box.Right, y, box.Bottom));
        }
    }

    private Box MatchEnds(Box box)
    {
        var (left, right, top, bottom) = box;
        while (left < right && top < bottom && _before[left] == _after[top]) Match(left++, top++);
        while (left < right && top < bottom && _before[right - 1] == _after[bottom - 1])
            Match(--right, --bottom);
        return new Box(left, right, top, bottom);
    }

    private void Match(int x, int y) => _matches[_beforeAt[x]] = _afterAt[y];

    /// <summary>A point that a shortest (or, past the limit, a good) path through the box runs through.</summary>
    private (int X, int Y) Middle(Box box)
    {
        var limit = _budget.EditsFor(box.Right - box.Left + (box.Bottom - box.Top));
        var forward = new Front(box.Left - box.Top);
        var backward = new Front(box.Right - box.Bottom);
        var odd = ((forward.Least - backward.Least) & 1) != 0;
        _forward[_offset + forward.Least] = box.Left;
        _backward[_offset + backward.Least] = box.Right;
        for (var edits = 1; ; edits++)
        {
            forward.Widen(box, _forward, _offset, -1);
            if (AdvanceForward(box, forward, backward, odd) is { } met) return met;
            backward.Widen(box, _backward, _offset, int.MaxValue);
            if (AdvanceBackward(box, forward, backward, odd) is { } meeting) return meeting;
            _budget.Spend(forward.Most - forward.Least + backward.Most - backward.Least + 4L);
            if (edits < limit) continue;
            _budget.MarkExceeded();
            return Furthest(box, forward, backward);
        }
    }

    private (int X, int Y)? AdvanceForward(Box box, Front own, Front other, bool odd)
    {
        for (var d = own.Most; d >= own.Least; d -= 2)
        {
            var (below, above) = (_forward[_offset + d - 1], _forward[_offset + d + 1]);
            var x = below < above ? above : below + 1;
            while (x < box.Right && x - d < box.Bottom && _before[x] == _after[x - d]) x++;
            _forward[_offset + d] = x;
            if (odd && other.Contains(d) && _backward[_offset + d] <= x) return (x, x - d);
        }

        return null;
    }

    private (int X, int Y)? AdvanceBackward(Box box, Front other, Front own, bool odd)
    {
        for (var d = own.Most; d >= own.Least; d -= 2)
        {
            var (below, above) = (_backward[_offset + d - 1], _backward[_offset + d + 1]);
            var x = below < above ? below : above - 1;
            while (x > box.Left && x - d > box.Top && _before[x - 1] == _after[x - d - 1]) x--;
            _backward[_offset + d] = x;
            if (!odd && other.Contains(d) && x <= _forward[_offset + d]) return (x, x - d);
        }

        return null;
    }

    /// <summary>Of both searches the point that got furthest from its own corner.</summary>
    private (int X, int Y) Furthest(Box box, Front forward, Front backward)
    {
        var best = (X: box.Left, Y: box.Top, Gain: -1);
        for (var d = forward.Most; d >= forward.Least; d -= 2)
        {
            var x = Math.Min(_forward[_offset + d], box.Right);
            var y = Math.Min(x - d, box.Bottom);
            x = y + d;
            if (x + y - box.Left - box.Top > best.Gain) best = (x, y, x + y - box.Left - box.Top);
        }

        for (var d = backward.Most; d >= backward.Least; d -= 2)
        {
            var x = Math.Max(_backward[_offset + d], box.Left);
            var y = Math.Max(x - d, box.Top);
            x = y + d;
            if (box.Right + box.Bottom - x - y > best.Gain) best = (x, y, box.Right + box.Bottom - x - y);
        }

        return (best.X, best.Y);
    }

    /// <summary>The diagonals one search has reached, which grow by one on each side until the box ends.</summary>
    private struct Front(int diagonal)
    {
        public int Least { get; private set; } = diagonal;

        public int Most { get; private set; } = diagonal;

        public readonly bool Contains(int diagonal) => Least <= diagonal && diagonal <= Most;

        public void Widen(Box box, int[] reached, int offset, int unreached)
        {
            if (Least > box.Left - box.Bottom) reached[offset + --Least - 1] = unreached;
            else Least++;
            if (Most < box.Right - box.Top) reached[offset + ++Most + 1] = unreached;
            else Most--;
        }
    }
}
