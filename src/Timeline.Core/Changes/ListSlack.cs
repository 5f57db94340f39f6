using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Equal elements side by side leave open which of them was taken out, and before which of them an equal one was put
/// in. It is told so that the sides of a merge meet nowhere where they need not.
/// </summary>
/// <remarks>
/// What is left open is the last that it can be, as text tools have it, unless the other side meets it there and
/// another place is free. The same for both sides: swapping them swaps what is done.
/// </remarks>
internal sealed class ListSlack
{
    /// <summary>How many elements are looked at to find another place.</summary>
    private const int Most = 64;

    private readonly Value.List _before;

    private ListSlack(Value.List before) => _before = before;

    /// <summary>Tells both sides so that they meet nowhere where they need not.</summary>
    public static void Take(Value.List before, ListSide our, ListSide their)
    {
        var slack = new ListSlack(before);
        slack.TakeLast(our);
        slack.TakeLast(their);
        slack.TakeOthers(our, their);
        GiveWay(our, their);
    }

    /// <summary>What may be any of several equal elements is the last of them.</summary>
    private void TakeLast(ListSide side)
    {
        foreach (var at in side.Gone.OrderDescending().ToArray())
        {
            var last = at;
            while (last - at < Most && IsFree(at, last + 1)) last++;
            if (last > at) side.TakeInstead(at, last);
        }

        foreach (var gap in side.Runs.Keys.OrderDescending().ToArray())
        {
            for (var i = 0; i < Most && side.CanSlide(gap + i, 1); i++) side.Slide(gap + i, 1);
        }

        bool IsFree(int at, int next) => IsEqual(at, next) && side.Keeps(next) && !side.Runs.ContainsKey(next);
    }

    private bool IsEqual(int at, int other) =>
        other >= 0 && other < _before.Count && _before[other].ExactlyEquals(_before[at]);

    private void TakeOthers(ListSide our, ListSide their)
    {
        foreach (var at in our.Touched.Where(at => !their.Keeps(at)).Distinct().Order().ToArray())
        {
            if (our.IsGone(at) && !their.IsGone(at)) TakeAnother(at, our, their);
            else if (their.IsGone(at) && !our.IsGone(at)) TakeAnother(at, their, our);
        }
    }

    /// <summary>Of equal elements side by side one is gone, and the other side changed one: they are two.</summary>
    private void TakeAnother(int at, ListSide gone, ListSide changed)
    {
        foreach (var by in (int[])[1, -1])
        {
            for (var next = at + by; Math.Abs(next - at) < Most && IsFree(next, by); next += by)
            {
                if (!changed.Keeps(next)) continue;
                gone.TakeInstead(at, next);
                return;
            }
        }

        bool IsFree(int next, int by) =>
            IsEqual(at, next) && gone.Keeps(next) && !gone.Runs.ContainsKey(Math.Max(next, next - by));
    }

    /// <summary>Where both put something in one gap and just one of them can do so elsewhere, it does.</summary>
    private static void GiveWay(ListSide our, ListSide their)
    {
        var shared = our.Runs.Keys.Where(their.Runs.ContainsKey).Order().ToArray();
        foreach (var gap in shared)
        {
            if (!GivesWay(gap, 1, our, their)) _ = GivesWay(gap, -1, our, their);
        }
    }

    private static bool GivesWay(int gap, int by, ListSide our, ListSide their)
    {
        var (ours, theirs) = (CanPass(gap, by, our, their), CanPass(gap, by, their, our));
        if (ours == theirs) return false;
        (ours ? our : their).Slide(gap, by);
        return true;
    }

    private static bool CanPass(int gap, int by, ListSide side, ListSide other) =>
        !other.Runs.ContainsKey(gap + by) && side.CanSlide(gap, by) && other.Keeps(by > 0 ? gap : gap - 1);
}
