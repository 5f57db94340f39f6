using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>An element that never changes, as what was at a place.</summary>
internal sealed class ElementContent<T>(T element) : ChangeContent
{
    private protected override Value Make() => Elements<T>.ToValue(element);
}
