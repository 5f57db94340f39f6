using LanguageExt;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>A text that replicas edit on their own and merge to the same text.</summary>
/// <remarks>
/// <para>
/// Indexes and lengths count UTF-16 units, as those of <see cref="string"/> do. No edit parts a surrogate pair: an
/// index within one is an error value, and so is inserted text with half of one; so no merge of such edits parts one.
/// </para>
/// <para>
/// What two replicas type at one place at once stands side by side and is not mixed (Fugue, by Weidner and Kleppmann,
/// 2023, in its tree form; who stands first is decided by the replicas' names). Deleted text is forgotten; that it was
/// there is kept as ranges of numbers, so that it stays deleted when an older replica merges.
/// </para>
/// <para>
/// Cost: an edit copies a few nodes, O(log n); many edits are cheaper by <see cref="ToBuilder"/>. Merging and
/// <see cref="Delta"/> cost what differs where the states come from one. A replica must not go on from a state older
/// than one that it has shown to others: it would name two elements alike.
/// Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed partial class CrdtText : IEmbeddable<CrdtText>
{
    private readonly SequenceState<char> _state;

    private CrdtText(SequenceState<char> state) => _state = state;

    /// <summary>The text before any change.</summary>
    public static CrdtText Empty { get; } = new(SequenceState<char>.Empty);

    /// <summary>How many UTF-16 units the text has.</summary>
    public int Length => _state.Length;

    /// <summary>How many elements are known whose place is not, because what they hang on has not come yet.</summary>
    /// <remarks>A delta consists of such; a state that was merged from all others has none.</remarks>
    public long WaitingCount => _state.Waiting.Sum(chunk => (long)chunk.Length);

    internal SequenceState<char> State => _state;

    /// <summary>The UTF-16 unit at an index. O(log n).</summary>
    /// <param name="index">At least 0 and less than <see cref="Length"/>.</param>
    public char this[int index] => SequenceReader.At(_state, index);

    /// <summary>Reads a part of the text. O(log n + count).</summary>
    /// <param name="index">Where it begins, from 0.</param>
    /// <param name="count">How many UTF-16 units.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such part.</exception>
    public string Read(int index, int count)
    {
        SequenceReader.ThrowUnlessIn(_state, index, count);
        return string.Create(
            count, (_state, index), static (target, of) => SequenceReader.Copy(of._state, of.index, target));
    }

    /// <summary>The whole text. O(n).</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Read(0, Length);

    /// <summary>A place in the text that stays where it is while others edit. O(log n).</summary>
    /// <param name="index">The place before the unit of this index, or <see cref="Length"/> for the end.</param>
    /// <param name="side">Which neighbour it stays with.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such place.</exception>
    public SequenceAnchor AnchorAt(int index, AnchorSide side) => SequenceReader.AnchorAt(_state, index, side);

    /// <summary>Where a place is now; where its element was, if that is deleted. O(log n).</summary>
    /// <param name="anchor">The place, of this text or of a replica's.</param>
    /// <returns>The index; nothing while the element is not known here.</returns>
    public Option<int> IndexOf(SequenceAnchor anchor)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        return Prelude.Optional(SequenceReader.IndexOf(_state, anchor));
    }

    /// <summary>Inserts text.</summary>
    /// <param name="replica">Who inserts.</param>
    /// <param name="index">Before which unit, or <see cref="Length"/>.</param>
    /// <param name="text">The text; nothing gives this text back.</param>
    /// <returns>
    /// The text with it; or <see cref="TimelineError.SequenceRangeInvalid"/>, <see
    /// cref="TimelineError.SurrogatePairSplit"/>,
    /// <see cref="TimelineError.TextIllFormed"/>, <see cref="TimelineError.StepsExhausted"/>.
    /// </returns>
    public Either<TimelineError, CrdtText> Insert(ReplicaId replica, int index, string text) =>
        Replace(replica, index, 0, text);

    /// <summary>Deletes a part of the text.</summary>
    /// <param name="index">Where it begins.</param>
    /// <param name="count">How many units; none gives this text back.</param>
    /// <returns>
    /// The text without it; or <see cref="TimelineError.SequenceRangeInvalid"/>, <see
    /// cref="TimelineError.SurrogatePairSplit"/>.
    /// </returns>
    public Either<TimelineError, CrdtText> Delete(int index, int count) =>
        Edited(builder => builder.Delete(index, count));

    /// <summary>Deletes a part of the text and inserts another in its place.</summary>
    /// <param name="replica">Who inserts.</param>
    /// <param name="index">Where the part begins.</param>
    /// <param name="count">How many units are deleted.</param>
    /// <param name="text">What is inserted.</param>
    /// <returns>The text so changed, or the errors of <see cref="Insert"/>.</returns>
    public Either<TimelineError, CrdtText> Replace(ReplicaId replica, int index, int count, string text) =>
        Edited(builder => builder.Replace(replica, index, count, text));

    /// <summary>A text that is edited in place and becomes a <see cref="CrdtText"/>: for many edits at once.</summary>
    /// <returns>The builder; this text never changes.</returns>
    public Builder ToBuilder() => new(this);

    /// <inheritdoc/>
    public CrdtText Merge(CrdtText other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(SequenceMerge.Merge(_state, other._state), other);
    }

    /// <inheritdoc/>
    public CrdtText Delta(CrdtText since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Of(SequenceMerge.Delta(_state, since._state), Empty);
    }

    /// <summary>Whether both hold the same elements, and the same is deleted: then they show the same.</summary>
    /// <param name="other">The other text.</param>
    /// <returns>Whether they are equal.</returns>
    /// <remarks>Two that know of different elements are told apart by ranges of ids; else O(n log n).</remarks>
    public bool Equals(CrdtText? other) => other is not null && SequenceReader.AreEqual(_state, other._state);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CrdtText);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        string.GetHashCode(Read(0, Math.Min(Length, 64)), StringComparison.Ordinal) ^ Length;

    /// <summary>Whether two texts are equal, as <see cref="Equals(CrdtText)"/> says; null equals null.</summary>
    public static bool operator ==(CrdtText? left, CrdtText? right) => Equals(left, right);

    /// <summary>Whether two texts differ.</summary>
    public static bool operator !=(CrdtText? left, CrdtText? right) => !Equals(left, right);

    private static CrdtText Of(SequenceState<char> state) =>
        ReferenceEquals(state, SequenceState<char>.Empty) ? Empty : new CrdtText(state);

    private CrdtText Of(SequenceState<char> state, CrdtText other) =>
        ReferenceEquals(state, _state) ? this : ReferenceEquals(state, other._state) ? other : Of(state);

    private Either<TimelineError, CrdtText> Edited(Func<Builder, Option<TimelineError>> edit)
    {
        var builder = ToBuilder();
        return edit(builder).Match<Either<TimelineError, CrdtText>>(Some: error => error, None: () => builder.ToText());
    }
}
