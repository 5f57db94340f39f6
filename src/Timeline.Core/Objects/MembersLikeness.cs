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

    internal override bool AreAlike(T? left, T? right, int depth)
    {
        if (!typeof(T).IsValueType && ReferenceEquals(left, right)) return true;
        if (left is null || right is null || depth == 0) return false;
        // Two threads may both count one, or both make the code, and no harm is done.
        if (_test is not { } test)
        {
            if (++_asked < view.Tree.PairsBeforeCode) return false;
            _test = test = MembersTest.Of<T>(view);
        }

        return test(left, right, depth - 1);
    }
}
