using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using LanguageExt;

namespace Timeline.Histories;

/// <summary>Starts and merges histories, with the type of the value inferred.</summary>
public static partial class History
{
    /// <summary>The history of one version, index 0.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The first value.</param>
    /// <param name="stamp">When, by whom and with what words.</param>
    /// <returns>The history.</returns>
    public static History<T> Start<T>(T value, Stamp stamp) => new(new Version<T>(0, value, stamp));

    /// <summary>The history that ends at a version: to hold on to an old version is to branch from it.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="head">The newest version.</param>
    /// <returns>The history.</returns>
    public static History<T> Of<T>(Version<T> head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return new(head);
    }

    /// <summary>A version put back where it stood, also where versions before it were pruned.</summary>
    internal static Version<T> Restored<T>(
        int index, T value, Stamp stamp, Version<T>? parent, Version<T>? second)
    {
        if (parent is null) return new(index, value, stamp);
        return second is null || second == parent
            ? parent.Next(index, value, stamp)
            : new MergeVersion<T>(index, value, stamp, parent, second);
    }
}

/// <summary>Everything a value has been: a head version and, through it, all before it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// <para>The default value is the empty history. No operation destroys: appending, rolling back and merging give a new
/// history, and the old one stays as it was. Two histories are equal if their heads are the same version.</para>
/// <para>Cost: append O(1) and one allocation; by index, by time and common ancestor O(log n). Immutable and safe to
/// share between threads.</para>
/// </remarks>
public readonly partial struct History<T> : IEquatable<History<T>>
{
    internal History(Version<T>? head) => Head = head;

    /// <summary>The history without a version.</summary>
    public static History<T> Empty => default;

    /// <summary>The newest version; null in the empty history.</summary>
    public Version<T>? Head { get; }

    /// <summary>Whether there is no version.</summary>
    public bool IsEmpty => Head is null;

    /// <summary>How many versions there are on the line of first parents.</summary>
    public int Count => Head is { } head ? head.Position + 1 : 0;

    /// <summary>The version with an index. O(log n).</summary>
    /// <param name="index">The index, from 0.</param>
    /// <returns>The version, or why there is none.</returns>
    public Either<TimelineError, Version<T>> At(int index) =>
        TryAt(index, out var version) ? version : MissingAt(index);

    /// <summary>Finds the version with an index. O(log n).</summary>
    /// <param name="index">The index, from 0.</param>
    /// <param name="version">The version, if there is one.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryAt(int index, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Version<T>? version)
    {
        version = Head?.AtIndex(index);
        return version is not null;
    }

    /// <summary>The version that was the newest at a moment. O(log n).</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <returns>The version, or why there is none.</returns>
    public Either<TimelineError, Version<T>> AsOf(DateTimeOffset time)
    {
        if (Head is not { } head) return new TimelineError.HistoryEmpty();
        var version = head.AtOrBeforeTime(time.UtcTicks);
        return version.Ticks <= time.UtcTicks
            ? version
            : new TimelineError.NothingYetAsOf(time, version.Stamp.Time);
    }

    /// <summary>This history with one more version. O(1), one allocation.</summary>
    /// <param name="value">The value.</param>
    /// <param name="stamp">When, by whom and with what words; a time before the head's becomes the head's.</param>
    /// <returns>The longer history.</returns>
    public History<T> Append(T value, Stamp stamp) => Head is { } head
        ? new(head.Next(value, in stamp))
        : new(new Version<T>(0, value, in stamp));

    /// <summary>This history with one more version, whose value is that of an older one.</summary>
    /// <param name="index">The index of the version to go back to; the head's own is allowed.</param>
    /// <param name="stamp">When, by whom; without a label the label is <c>rollback to N</c>.</param>
    /// <returns>The longer history, or why there is no such version.</returns>
    public Either<TimelineError, History<T>> Rollback(int index, Stamp stamp)
    {
        if (!TryAt(index, out var version)) return MissingAt(index);
        var label = string.Create(CultureInfo.InvariantCulture, $"rollback to {index}");
        return Append(version.Value, stamp.WithDefaultLabel(label));
    }

    /// <summary>This history with one more version, whose value is that of the oldest one there is.</summary>
    /// <param name="stamp">When, by whom; without a label the label is <c>reset to initial</c>.</param>
    /// <returns>The longer history, or that there is no version at all.</returns>
    public Either<TimelineError, History<T>> Reset(Stamp stamp) => Head is { } head
        ? Append(head.AtPosition(0).Value, stamp.WithDefaultLabel("reset to initial"))
        : new TimelineError.HistoryEmpty();

    /// <summary>This history with one more version, made from its head and that of another.</summary>
    /// <param name="other">The history merged in; its head becomes the second parent.</param>
    /// <param name="value">The merged value.</param>
    /// <param name="stamp">When, by whom and with what words; never before either head.</param>
    /// <returns>
    /// The longer history. Where there are no two heads to merge (one history is empty, or both have the same head)
    /// the version has the one parent there is.
    /// </returns>
    public History<T> Merge(History<T> other, T value, Stamp stamp)
    {
        if (Head is not { } ours) return other.Append(value, stamp);
        return other.Head is { } theirs && !ReferenceEquals(ours, theirs)
            ? new(new MergeVersion<T>(ours.Index + 1, value, stamp, ours, theirs))
            : Append(value, stamp);
    }

    /// <summary>The versions of the line of first parents, from the newest. Nothing is allocated.</summary>
    /// <returns>The versions, as they are walked.</returns>
    public NewestFirst<T> Newest() => new(Head);

    /// <summary>The versions of the line of first parents, from the oldest. O(n) and one array.</summary>
    /// <returns>The versions.</returns>
    public ImmutableArray<Version<T>> Oldest()
    {
        var versions = new Version<T>[Count];
        var place = versions.Length;
        foreach (var version in Newest()) versions[--place] = version;
        return ImmutableCollectionsMarshal.AsImmutableArray(versions);
    }

    /// <summary>Each version with the one before it, from the oldest pair.</summary>
    /// <returns>One fewer than there are versions.</returns>
    public ImmutableArray<Transition<T>> Transitions()
    {
        var transitions = new Transition<T>[Math.Max(0, Count - 1)];
        var place = transitions.Length;
        for (var after = Head; after?.Parent is { } before; after = before) transitions[--place] = new(before, after);
        return ImmutableCollectionsMarshal.AsImmutableArray(transitions);
    }

    /// <summary>Whether both have the same head.</summary>
    /// <param name="other">The other history.</param>
    /// <returns>True for the same version, not merely an equal one.</returns>
    public bool Equals(History<T> other) => ReferenceEquals(Head, other.Head);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is History<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Head?.GetHashCode() ?? 0;

    /// <summary>How many versions there are, and the newest of them.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() =>
        Head is { } head ? FormattableString.Invariant($"{Count} versions, head {head}") : "no version";

    /// <summary>Whether both have the same head.</summary>
    public static bool operator ==(History<T> left, History<T> right) => left.Equals(right);

    /// <summary>Whether the heads differ.</summary>
    public static bool operator !=(History<T> left, History<T> right) => !left.Equals(right);

    private TimelineError MissingAt(int index)
    {
        if (Head is not { } head) return new TimelineError.HistoryEmpty();
        var first = head.AtPosition(0).Index;
        if (index < first || index > head.Index) return new TimelineError.IndexOutOfRange(index, first, head.Index);
        var older = head.AtOrBeforeIndex(index);
        return new TimelineError.IndexPruned(index, older.Index, head.AtPosition(older.Position + 1).Index);
    }
}
