using System.Diagnostics.CodeAnalysis;
using LanguageExt;

namespace Timeline.Values;

/// <summary>The way from a value to a part of it: keys and indexes, from the outside in.</summary>
/// <remarks>
/// Immutable. A path is its parent and one more step, so extending one while walking a value is O(1) and shares the
/// rest; counting, comparing and hashing cost O(steps). Ordered by steps from the outside in, a path before what lies
/// under it. Nothing else can be a path: its kinds are within.
/// </remarks>
public abstract partial class ValuePath : IEquatable<ValuePath>, IComparable<ValuePath>
{
    /// <summary>The path of no steps, to the value itself.</summary>
    public static readonly ValuePath Root = new Start();

    /// <summary>No value is as deep as a path with more steps leads, and each step takes many times its text.</summary>
    internal const int MaximumSteps = Value.MaximumDepth + 1;

    private ValuePath(ValuePath? parent) => Parent = parent;

    /// <summary>Whether the path has no steps.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>How many steps the path has. O(steps).</summary>
    public int Length
    {
        get
        {
            var length = 0;
            for (var path = this; path.Parent is not null; path = path.Parent) length++;
            return length;
        }
    }

    /// <summary>The path without its last step, or null for the root.</summary>
    public ValuePath? Parent { get; }

    /// <summary>The last step.</summary>
    /// <exception cref="InvalidOperationException">The path is the root.</exception>
    public PathSegment Last => IsRoot ? throw new InvalidOperationException("The root has no steps.") : Step;

    private protected abstract PathSegment Step { get; }

    /// <summary>The steps from the outside in. O(steps).</summary>
    public IReadOnlyList<PathSegment> Segments => ToArray();

    /// <summary>A path of these steps.</summary>
    /// <param name="segments">The steps from the outside in.</param>
    /// <returns>The path.</returns>
    public static ValuePath From(IEnumerable<PathSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        return segments.Aggregate(Root, (path, segment) => path.Append(segment));
    }

    /// <summary>The path one step further, to a key of a map. O(1).</summary>
    /// <param name="key">The key; digits are taken for an index too.</param>
    /// <returns>The longer path.</returns>
    public ValuePath Append(string key) => Append(new PathSegment(key));

    /// <summary>The path one step further, to an index of a list. O(1).</summary>
    /// <param name="index">From 0 up.</param>
    /// <returns>The longer path.</returns>
    public ValuePath Append(int index) => Append(new PathSegment(index));

    /// <summary>The path one step further. O(1).</summary>
    /// <param name="segment">The step.</param>
    /// <returns>The longer path.</returns>
    public ValuePath Append(PathSegment segment) => segment.TryGetIndex(out var index)
        ? new ToIndex(this, index)
        : new ToKey(this, segment.Text);

    /// <summary>The path that goes on with the steps of another. O(steps of the other).</summary>
    /// <param name="rest">The steps to go on with.</param>
    /// <returns>The longer path.</returns>
    public ValuePath Concat(ValuePath rest)
    {
        ArgumentNullException.ThrowIfNull(rest);
        return rest.ToArray().Aggregate(this, (path, segment) => path.Append(segment));
    }

    /// <summary>Whether this path begins with all steps of another; every path starts with itself. O(steps).</summary>
    /// <param name="prefix">The other path.</param>
    /// <returns>True if what this path names lies in what the other names, or is it.</returns>
    public bool StartsWith(ValuePath prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return First(prefix.Length).Equals(prefix);
    }

    /// <summary>The part of a value this path names.</summary>
    /// <param name="value">The value to walk into.</param>
    /// <param name="found">The part, or null.</param>
    /// <returns>False if a key or index is missing, or a scalar stands in the way. O(steps) look-ups.</returns>
    public bool TryGet(Value value, [MaybeNullWhen(false)] out Value found)
    {
        ArgumentNullException.ThrowIfNull(value);
        found = value;
        foreach (var segment in ToArray())
        {
            if (!TryStep(found, segment, out found)) return false;
        }

        return true;
    }

    /// <summary>The part of a value this path names, or an error that names the first step that fails.</summary>
    /// <param name="value">The value to walk into.</param>
    /// <returns>The part, or <see cref="TimelineError.PathMissing"/>.</returns>
    public Either<TimelineError, Value> Resolve(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var found = value;
        var path = Root;
        foreach (var segment in ToArray())
        {
            path = path.Append(segment);
            if (!TryStep(found, segment, out var next))
                return new TimelineError.PathMissing(ToString(), path.ToString());
            found = next;
        }

        return found;
    }

    /// <inheritdoc/>
    public bool Equals(ValuePath? other)
    {
        var mine = this;
        while (!ReferenceEquals(mine, other))
        {
            // There is but one root, so here one path is longer than the other, or the last steps tell.
            if (mine.Parent is null || other?.Parent is null || mine.Step != other.Step) return false;
            mine = mine.Parent;
            other = other.Parent;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValuePath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (var path = this; path.Parent is not null; path = path.Parent) hash.Add(path.Step);
        return hash.ToHashCode();
    }

    /// <summary>Step by step from the outside in; a path comes before the longer ones that start with it.</summary>
    /// <param name="other">Another path.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(ValuePath? other) =>
        other is null ? 1 : ToArray().AsSpan().SequenceCompareTo(other.ToArray());

    /// <summary>Whether two paths have the same steps.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">A path.</param>
    /// <returns>True if they are equal.</returns>
    public static bool operator ==(ValuePath? left, ValuePath? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two paths differ.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">A path.</param>
    /// <returns>True if they differ.</returns>
    public static bool operator !=(ValuePath? left, ValuePath? right) => !(left == right);

    /// <summary>Whether one path comes before another.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">A path.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator <(ValuePath? left, ValuePath? right) => Compare(left, right) < 0;

    /// <summary>Whether one path comes before another or is equal.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">A path.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator <=(ValuePath? left, ValuePath? right) => Compare(left, right) <= 0;

    /// <summary>Whether one path comes after another.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">A path.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator >(ValuePath? left, ValuePath? right) => Compare(left, right) > 0;

    /// <summary>Whether one path comes after another or is equal.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">A path.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator >=(ValuePath? left, ValuePath? right) => Compare(left, right) >= 0;

    private static int Compare(ValuePath? left, ValuePath? right) =>
        left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    private static bool TryStep(Value from, PathSegment segment, [MaybeNullWhen(false)] out Value found)
    {
        found = null;
        if (from is Value.Map map) return map.TryGetValue(segment.Text, out found);
        if (from is not Value.List list || !segment.TryGetIndex(out var index) || index >= list.Count) return false;
        found = list[index];
        return true;
    }

    internal PathSegment[] ToArray()
    {
        var segments = new PathSegment[Length];
        var at = segments.Length;
        for (var path = this; path.Parent is not null; path = path.Parent) segments[--at] = path.Step;
        return segments;
    }

    /// <summary>The path of no more than so many steps that this one begins with.</summary>
    internal ValuePath First(int steps)
    {
        var path = this;
        for (var further = Length - steps; further > 0; further--) path = path.Parent!;
        return path;
    }
}
