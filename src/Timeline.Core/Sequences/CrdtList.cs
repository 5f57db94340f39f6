using System.Collections;
using LanguageExt;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>A list that replicas edit on their own and merge to the same list.</summary>
/// <typeparam name="T">The values; to be written they need a contract in the object tree.</typeparam>
/// <remarks>
/// The same as <see cref="CrdtText"/> for values of any type: rows that two replicas insert at one place at once stand
/// side by side; deleted values are forgotten; the costs are the same. To set a value is to replace it: two that
/// replace one value at once have both inserted theirs. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class CrdtList<T> : IEmbeddable<CrdtList<T>>, IReadOnlyList<T>
{
    private readonly SequenceState<T> _state;

    private CrdtList(SequenceState<T> state) => _state = state;

    /// <summary>The list before any change.</summary>
    public static CrdtList<T> Empty { get; } = new(SequenceState<T>.Empty);

    /// <summary>How many values there are.</summary>
    public int Count => _state.Length;

    /// <summary>How many elements are known whose place is not, because what they hang on has not come yet.</summary>
    /// <remarks>A delta consists of such; a state that was merged from all others has none.</remarks>
    public long WaitingCount => _state.Waiting.Sum(chunk => (long)chunk.Length);

    internal SequenceState<T> State => _state;

    /// <summary>The value at an index. O(log n).</summary>
    /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
    public T this[int index] => SequenceReader.At(_state, index);

    /// <summary>Reads a part of the list. O(log n + count).</summary>
    /// <param name="index">Where it begins, from 0.</param>
    /// <param name="count">How many values.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The list has no such part.</exception>
    public IReadOnlyList<T> Read(int index, int count)
    {
        SequenceReader.ThrowUnlessIn(_state, index, count);
        var values = new T[count];
        SequenceReader.Copy(_state, index, values.AsSpan());
        return values;
    }

    /// <summary>A place in the list that stays where it is while others edit. O(log n).</summary>
    /// <param name="index">The place before the value of this index, or <see cref="Count"/> for the end.</param>
    /// <param name="side">Which neighbour it stays with.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The list has no such place.</exception>
    public SequenceAnchor AnchorAt(int index, AnchorSide side) => SequenceReader.AnchorAt(_state, index, side);

    /// <summary>Where a place is now; where its element was, if that is deleted. O(log n).</summary>
    /// <param name="anchor">The place, of this list or of a replica's.</param>
    /// <returns>The index; nothing while the element is not known here.</returns>
    public Option<int> IndexOf(SequenceAnchor anchor)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        return Prelude.Optional(SequenceReader.IndexOf(_state, anchor));
    }

    /// <summary>Inserts a value.</summary>
    /// <param name="replica">Who inserts.</param>
    /// <param name="index">Before which value, or <see cref="Count"/>.</param>
    /// <param name="value">The value.</param>
    /// <returns>
    /// The list with it; or <see cref="TimelineError.SequenceRangeInvalid"/>, <see
    /// cref="TimelineError.StepsExhausted"/>.
    /// </returns>
    public Either<TimelineError, CrdtList<T>> Insert(ReplicaId replica, int index, T value) =>
        Replace(replica, index, 0, [value]);

    /// <summary>Deletes values.</summary>
    /// <param name="index">Where they begin.</param>
    /// <param name="count">How many; none gives this list back.</param>
    /// <returns>The list without them, or <see cref="TimelineError.SequenceRangeInvalid"/>.</returns>
    public Either<TimelineError, CrdtList<T>> Delete(int index, int count) =>
        Edited(builder => builder.Delete(index, count));

    /// <summary>Deletes values and inserts others in their place; setting a value is this.</summary>
    /// <param name="replica">Who inserts.</param>
    /// <param name="index">Where they begin.</param>
    /// <param name="count">How many are deleted.</param>
    /// <param name="values">What is inserted.</param>
    /// <returns>The list so changed, or the errors of <see cref="Insert"/>.</returns>
    public Either<TimelineError, CrdtList<T>> Replace(ReplicaId replica, int index, int count, IEnumerable<T> values) =>
        Edited(builder => builder.Replace(replica, index, count, values));

    /// <summary>
    /// A list that is edited in place and becomes a <see cref="CrdtList{T}"/>: for many edits at once.
    /// </summary>
    /// <returns>The builder; this list never changes.</returns>
    public Builder ToBuilder() => new(this);

    /// <inheritdoc/>
    public CrdtList<T> Merge(CrdtList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(SequenceMerge.Merge(_state, other._state), other);
    }

    /// <inheritdoc/>
    public CrdtList<T> Delta(CrdtList<T> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Of(SequenceMerge.Delta(_state, since._state), Empty);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => SequenceReader.Values(_state).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both hold the same elements, and the same is deleted: then they show the same.</summary>
    /// <param name="other">The other list.</param>
    /// <returns>Whether they are equal.</returns>
    /// <remarks>Two that know of different elements are told apart by ranges of ids; else O(n log n).</remarks>
    public bool Equals(CrdtList<T>? other) => other is not null && SequenceReader.AreEqual(_state, other._state);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CrdtList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Count, Count > 0 ? this[0] : default, Count > 0 ? this[Count - 1] : default);

    /// <summary>Whether two lists are equal, as <see cref="Equals(CrdtList{T})"/> says; null equals null.</summary>
    public static bool operator ==(CrdtList<T>? left, CrdtList<T>? right) => Equals(left, right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(CrdtList<T>? left, CrdtList<T>? right) => !Equals(left, right);

    private static CrdtList<T> Of(SequenceState<T> state) =>
        ReferenceEquals(state, SequenceState<T>.Empty) ? Empty : new CrdtList<T>(state);

    private CrdtList<T> Of(SequenceState<T> state, CrdtList<T> other) =>
        ReferenceEquals(state, _state) ? this : ReferenceEquals(state, other._state) ? other : Of(state);

    private Either<TimelineError, CrdtList<T>> Edited(Func<Builder, Option<TimelineError>> edit)
    {
        var builder = ToBuilder();
        return edit(builder).Match<Either<TimelineError, CrdtList<T>>>(
            Some: error => error, None: () => builder.ToList());
    }
}
