namespace Timeline.Objects;

/// <summary>Of objects with members: all members are alike.</summary>
/// <remarks>
/// A type that is compared often has its members read by code made for it, which costs some milliseconds once and then
/// neither boxes nor calls through reflection; until then nothing is said.
/// </remarks>
internal sealed class MembersLikeness<T>(ObjectView view) : Likeness<T>
{
    private MembersTest<T>? _test;
    private int _asked;
    private bool _decides;
    private bool _nests;

    // A type that holds itself may nest deeper than is looked, so it decides nothing.
    internal override bool Decides => _decides;

    internal override void Prepare()
    {
        if (_test is not null) return;
        // Two threads may both make the code, and no harm is done.
        _nests = view.Nests;
        _test = MembersTest.Of<T>(view);
        var parts = view.Members.Select(member => member.Part.View.Likeness).ToArray();
        foreach (var part in parts) part?.Prepare();
        _decides = parts.All(part => part is { Decides: true });
    }

    internal override bool AreAlike(T? left, T? right, int depth, ref SettledPairs pairs)
    {
        if (!typeof(T).IsValueType && ReferenceEquals(left, right)) return true;
        if (left is null || right is null || depth == 0) return false;
        if (!typeof(T).IsValueType && !(view.IsWhole(left.GetType()) && view.IsWhole(right.GetType()))) return false;
        if (_test is null && ++_asked >= view.Tree.PairsBeforeCode) Prepare();
        if (_test is not { } test) return false;
        if (typeof(T).IsValueType || !_nests) return test(left, right, depth - 1, ref pairs);
        if (pairs.Contains(view, left, right)) return true;
        if (!test(left, right, depth - 1, ref pairs)) return false;
        pairs.Add(view, left, right);
        return true;
    }
}
