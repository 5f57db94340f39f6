using Timeline.Histories;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    /// <summary>Everything the variable has been, on the line to the current version.</summary>
    /// <remarks>O(1); O(n) copies where values are copied out or intercepted.</remarks>
    public History<T> History
    {
        get
        {
            var kept = Histories.History.Of(Head);
            return _isTransparent ? kept : kept.Map(Release);
        }
    }

    /// <summary>The version with an index. O(log n).</summary>
    /// <param name="index">The index, from 0.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or it was pruned.</exception>
    public Version<T> At(int index) => Handed(Find(Head, index));

    /// <summary>The version that was the newest at a moment. O(log n).</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment is before the first version.</exception>
    public Version<T> AsOf(DateTimeOffset time) => Histories.History.Of(Head).AsOf(time).Match(
        Handed, error => throw new ArgumentOutOfRangeException(nameof(time), $"'{Name}': {error.Message}"));

    /// <summary>What changed from each version to the next, oldest first.</summary>
    /// <returns>One fewer than there are versions: both versions, the time between them, and the changes.</returns>
    /// <exception cref="TimelineException">A value cannot be looked into; the error names type and path.</exception>
    public IReadOnlyList<VersionDiff<T>> Diff() => Unwrapped(History.Diffs(_options.Comparison));

    /// <summary>The version that set what stands at a path.</summary>
    /// <param name="path">The path: <c>items[0].name</c> or <c>/items/0/name</c>.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">The text is no path.</exception>
    /// <exception cref="TimelineException">Nothing stands there, or a value cannot be looked into.</exception>
    public Version<T> Blame(string path) => Unwrapped(History.Blame(path, _options.Comparison));

    /// <summary>The version that set each part of the value.</summary>
    /// <returns>The parts, to be asked by path or walked.</returns>
    /// <exception cref="TimelineException">A value cannot be looked into; the error names type and path.</exception>
    public Blamed<Version<T>> Blame() => Unwrapped(History.Blame(_options.Comparison));
}
