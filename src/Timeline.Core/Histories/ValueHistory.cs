using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Histories;

/// <summary>What can be asked of a history because its values can be compared by structure.</summary>
public static class ValueHistory
{
    /// <summary>
    /// What changed between neighbouring versions, from the oldest pair; each worked out when it is reached.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="options">How values are compared; null for the default.</param>
    /// <returns>One difference fewer than there are versions.</returns>
    [OverloadResolutionPriority(1)]
    public static IEnumerable<VersionDiff<Value>> Diffs(this History<Value> history, DiffOptions? options = null)
    {
        foreach (var (before, after) in history.Transitions())
            yield return new(before, after, Diff.Between(before.Value, after.Value, options));
    }

    /// <summary>What changed between neighbouring versions of a program's own objects, from the oldest pair.</summary>
    /// <typeparam name="T">The type of the value, as <see cref="Objects.ObjectTree"/> sees it.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="options">How the objects are seen and which differences count; null for the default.</param>
    /// <returns>
    /// One difference fewer than there are versions; or <see cref="TimelineError.ObjectUnreadable"/> for the first pair
    /// that cannot be compared, and no differences.
    /// </returns>
    /// <remarks>Costs what neighbouring versions do not share, and the patches.</remarks>
    public static Either<TimelineError, ImmutableArray<VersionDiff<T>>> Diffs<T>(
        this History<T> history, ObjectDiffOptions? options = null)
    {
        var diffs = ImmutableArray.CreateBuilder<VersionDiff<T>>();
        foreach (var (before, after) in history.Transitions())
        {
            var patch = Diff.Between(before.Value, after.Value, options);
            if (patch.IsLeft) return (TimelineError)patch;
            diffs.Add(new(before, after, (Patch)patch));
        }

        return diffs.DrainToImmutable();
    }

    /// <summary>The version that set what stands at a path of the newest value.</summary>
    /// <param name="history">The history.</param>
    /// <param name="path">A path of the newest value.</param>
    /// <param name="options">How neighbouring versions are compared; null for the default.</param>
    /// <returns>The version, or that there is no version or no such path.</returns>
    /// <remarks>See <see cref="Histories.Blame"/>. From the newest version back, only as far as needed.</remarks>
    [OverloadResolutionPriority(1)]
    public static Either<TimelineError, Version<Value>> Blame(
        this History<Value> history, ValuePath path, DiffOptions? options = null) =>
        Histories.Blame.At(history, path, options);

    /// <summary>The version that set what stands at a path that is written out in a program.</summary>
    /// <param name="history">The history.</param>
    /// <param name="path">A path of the newest value, as <see cref="ValuePath.Of"/> reads it.</param>
    /// <param name="options">How neighbouring versions are compared; null for the default.</param>
    /// <returns>As with the path itself; one that is not there is an error.</returns>
    /// <exception cref="ArgumentException">The text is no path; the message says why.</exception>
    [OverloadResolutionPriority(1)]
    public static Either<TimelineError, Version<Value>> Blame(
        this History<Value> history, string path, DiffOptions? options = null) =>
        history.Blame(ValuePath.Of(path), options);

    /// <summary>The version that set what stands at a path of the newest object.</summary>
    /// <typeparam name="T">The type of the value, as <see cref="Objects.ObjectTree"/> sees it.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="path">A path of the newest object: of members, keys as they are written, and indexes.</param>
    /// <param name="options">How the objects are seen and list elements recognised; null for the default.</param>
    /// <returns>
    /// The version, or that there is no version or no such path, or <see cref="TimelineError.ObjectUnreadable"/>.
    /// </returns>
    /// <remarks>As for values. Costs what neighbouring versions do not share, back to the version found.</remarks>
    public static Either<TimelineError, Version<T>> Blame<T>(
        this History<T> history, ValuePath path, ObjectDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ObjectBlame.At(history, path, options);
    }

    /// <summary>The version that set what stands at a path that is written out in a program.</summary>
    /// <typeparam name="T">The type of the value, as <see cref="Objects.ObjectTree"/> sees it.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="path">A path of the newest object, as <see cref="ValuePath.Of"/> reads it.</param>
    /// <param name="options">How the objects are seen and list elements recognised; null for the default.</param>
    /// <returns>As with the path itself; one that is not there is an error.</returns>
    /// <exception cref="ArgumentException">The text is no path; the message says why.</exception>
    public static Either<TimelineError, Version<T>> Blame<T>(
        this History<T> history, string path, ObjectDiffOptions? options = null) =>
        history.Blame(ValuePath.Of(path), options);

    /// <summary>For every path of the newest value, the version that set what stands there.</summary>
    /// <param name="history">The history.</param>
    /// <param name="options">How neighbouring versions are compared; null for the default.</param>
    /// <returns>The newest value and its blame, or that there is no version.</returns>
    /// <remarks>See <see cref="Histories.Blame"/>.</remarks>
    [OverloadResolutionPriority(1)]
    public static Either<TimelineError, Blamed<Version<Value>>> Blame(
        this History<Value> history, DiffOptions? options = null) => Histories.Blame.Of(history, options);

    /// <summary>For every path of the newest object, the version that set what stands there.</summary>
    /// <typeparam name="T">The type of the value, as <see cref="Objects.ObjectTree"/> sees it.</typeparam>
    /// <param name="history">The history.</param>
    /// <param name="options">How the objects are seen and list elements recognised; null for the default.</param>
    /// <returns>
    /// The newest object as a value, and its blame; or that there is no version, or
    /// <see cref="TimelineError.ObjectUnreadable"/>.
    /// </returns>
    /// <remarks>As for values. Costs the first object, and what neighbouring versions do not share.</remarks>
    public static Either<TimelineError, Blamed<Version<T>>> Blame<T>(
        this History<T> history, ObjectDiffOptions? options = null) => ObjectBlame.Of(history, options);
}
