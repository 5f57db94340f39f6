namespace Timeline.Changes;

/// <summary>
/// Which of several equally long alignments is meant: what is removed or inserted among equal elements could as well
/// have been removed or inserted a little earlier or later.
/// </summary>
/// <remarks>
/// A run that can slide goes where the other sequence has a run too, so that both are one replacement, and else as far
/// towards the end as it can. So does git (<c>xdl_change_compact</c>), and so both sides of a merge say the same of
/// the same. Alignments stay as long as they were.
/// </remarks>
internal sealed class SequenceSliding
{
    private readonly int[] _tokens;
    private readonly bool[] _free;
    private readonly bool[] _otherFree;
    private Run _own;
    private Run _other;

    private SequenceSliding(int[] tokens, bool[] free, bool[] otherFree) =>
        (_tokens, _free, _otherFree) = (tokens, free, otherFree);

    /// <summary>A run of elements without a partner, which may be empty, between two that have one.</summary>
    private readonly record struct Run(int Start, int End)
    {
        public bool IsEmpty => Start == End;

        public int Count => End - Start;

        public static Run From(bool[] free, int start)
        {
            var end = start;
            while (end < free.Length && free[end]) end++;
            return new Run(start, end);
        }

        public static Run UpTo(bool[] free, int end)
        {
            var start = end;
            while (start > 0 && free[start - 1]) start--;
            return new Run(start, end);
        }
    }

    /// <summary>Slides the runs without a partner in both sequences; linear where little repeats.</summary>
    /// <param name="before">The old tokens.</param>
    /// <param name="after">The new tokens.</param>
    /// <param name="matches">For each old token its new partner, increasing, or -1; changed in place.</param>
    /// <param name="budget">What may be spent; what is left unslid past it is no longer for that.</param>
    public static void Settle(
        ReadOnlySpan<int> before, ReadOnlySpan<int> after, int[] matches, WorkBudget budget)
    {
        var (removed, inserted) = (new bool[before.Length], new bool[after.Length]);
        Array.Fill(inserted, true);
        for (var i = 0; i < matches.Length; i++)
        {
            if (matches[i] < 0) removed[i] = true;
            else inserted[matches[i]] = false;
        }

        new SequenceSliding(before.ToArray(), removed, inserted).SlideAll(budget);
        new SequenceSliding(after.ToArray(), inserted, removed).SlideAll(budget);
        var next = 0;
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = -1;
            if (removed[i]) continue;
            while (inserted[next]) next++;
            matches[i] = next++;
        }
    }

    private void SlideAll(WorkBudget budget)
    {
        (_own, _other) = (Run.From(_free, 0), Run.From(_otherFree, 0));
        while (true)
        {
            if (!_own.IsEmpty) Slide(budget);
            if (_own.End == _tokens.Length) return;
            _own = Run.From(_free, _own.End + 1);
            _other = Run.From(_otherFree, _other.End + 1);
        }
    }

    /// <summary>
    /// Slides one run up and down as far as it goes, taking in those it meets, then to where it belongs.
    /// </summary>
    private void Slide(WorkBudget budget)
    {
        bool meets;
        int count;
        do
        {
            count = _own.Count;
            while (budget.CanSpend(1) && TrySlideUp()) budget.Spend(1);
            meets = !_other.IsEmpty;
            while (TrySlideDown())
            {
                budget.Spend(1);
                meets |= !_other.IsEmpty;
            }
        }
        while (_own.Count != count);

        while (meets && _other.IsEmpty && TrySlideUp()) budget.Spend(1);
    }

    private bool TrySlideUp()
    {
        var (start, end) = _own;
        if (start == 0 || _tokens[start - 1] != _tokens[end - 1]) return false;
        (_free[start - 1], _free[end - 1]) = (true, false);
        _own = Run.UpTo(_free, end - 1);
        _other = Run.UpTo(_otherFree, _other.Start - 1);
        return true;
    }

    private bool TrySlideDown()
    {
        var (start, end) = _own;
        if (end == _tokens.Length || _tokens[start] != _tokens[end]) return false;
        (_free[start], _free[end]) = (false, true);
        _own = Run.From(_free, start + 1);
        _other = Run.From(_otherFree, _other.End + 1);
        return true;
    }
}
