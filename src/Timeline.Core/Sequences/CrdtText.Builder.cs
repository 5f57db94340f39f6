using System.Diagnostics.CodeAnalysis;
using LanguageExt;
using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Sequences;

public sealed partial class CrdtText
{
    /// <summary>A text that is edited in place and becomes a <see cref="CrdtText"/>.</summary>
    /// <remarks>
    /// Edits next to the one before cost a fraction of a microsecond. Each gives the error that it met, and then has
    /// changed nothing. Texts taken from it never change. For one thread at a time.
    /// </remarks>
    [SuppressMessage("Design", "CA1034", Justification = "The builder of a type stands in it, as in the framework.")]
    public sealed class Builder
    {
        private readonly SequenceEditor<char> _editor;
        private CrdtText _text;

        internal Builder(CrdtText text)
        {
            _text = text;
            _editor = new SequenceEditor<char>(text._state);
        }

        /// <summary>How many UTF-16 units the text has.</summary>
        public int Length => _editor.Length;

        /// <summary>Inserts text.</summary>
        /// <param name="replica">Who inserts.</param>
        /// <param name="index">Before which unit, or <see cref="Length"/>.</param>
        /// <param name="text">The text.</param>
        /// <returns>Nothing, or the error, with the text unchanged; errors as of <see
        /// cref="CrdtText.Insert"/>.</returns>
        public Option<TimelineError> Insert(ReplicaId replica, int index, string text) =>
            Replace(replica, index, 0, text);

        /// <summary>Deletes a part of the text.</summary>
        /// <param name="index">Where it begins.</param>
        /// <param name="count">How many units.</param>
        /// <returns>Nothing, or the error, with the text unchanged; errors as of <see
        /// cref="CrdtText.Delete"/>.</returns>
        public Option<TimelineError> Delete(int index, int count)
        {
            if (FaultOf(index, count) is { } fault)
                return fault;
            _editor.Delete(index, count);
            return Option<TimelineError>.None;
        }

        /// <summary>Deletes a part of the text and inserts another in its place.</summary>
        /// <param name="replica">Who inserts.</param>
        /// <param name="index">Where the part begins.</param>
        /// <param name="count">How many units are deleted.</param>
        /// <param name="text">What is inserted.</param>
        /// <returns>Nothing, or the error, with the text unchanged; errors as of <see
        /// cref="CrdtText.Replace"/>.</returns>
        public Option<TimelineError> Replace(ReplicaId replica, int index, int count, string text)
        {
            ArgumentNullException.ThrowIfNull(replica);
            ArgumentNullException.ThrowIfNull(text);
            if (FaultOf(index, count) is { } fault)
                return fault;
            if (!WellFormed.Is(text))
                return new TimelineError.TextIllFormed(FirstHalf(text));
            if (text.Length > 0 && !_editor.CanName(replica, text.Length, out var last))
                return new TimelineError.StepsExhausted(replica.Text, last);
            _editor.Delete(index, count);
            _editor.Insert(replica, index, text);
            return Option<TimelineError>.None;
        }

        /// <summary>The text as it is now; the builder may be used on.</summary>
        /// <returns>The text; the one it started from if nothing changed.</returns>
        public CrdtText ToText()
        {
            var state = _editor.ToState();
            return _text = ReferenceEquals(state, _text._state) ? _text : Of(state);
        }

        private TimelineError? FaultOf(int index, int count)
        {
            var length = _editor.Length;
            if (index < 0 || count < 0 || index > length || count > length - index)
                return new TimelineError.SequenceRangeInvalid(index, count, length);
            return IsWithinPair(index) ? new TimelineError.SurrogatePairSplit(index)
                : count > 0 && IsWithinPair(index + count) ? new TimelineError.SurrogatePairSplit(index + count)
                : null;
        }

        // Half a pair that a forged state brought in is no pair: it can be edited around and deleted.
        private bool IsWithinPair(int index) =>
            index > 0 && index < _editor.Length
            && char.IsHighSurrogate(_editor.At(index - 1)) && char.IsLowSurrogate(_editor.At(index));

        private static int FirstHalf(string text)
        {
            var at = 0;
            while (at + 1 < text.Length
                && (!char.IsSurrogate(text[at]) || char.IsSurrogatePair(text[at], text[at + 1])))
            {
                at += char.IsSurrogate(text[at]) ? 2 : 1;
            }
            return at;
        }
    }
}
