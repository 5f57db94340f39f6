using System.Diagnostics.CodeAnalysis;
using LanguageExt;
using Timeline.Causality;

namespace Timeline.Sequences;

public sealed partial class CrdtList<T>
{
    /// <summary>A list that is edited in place and becomes a <see cref="CrdtList{T}"/>.</summary>
    /// <remarks>
    /// Edits next to the one before cost a fraction of a microsecond. Each gives the error that it met, and then has
    /// changed nothing. Lists taken from it never change. For one thread at a time.
    /// </remarks>
    [SuppressMessage("Design", "CA1034", Justification = "The builder of a type stands in it, as in the framework.")]
    public sealed class Builder
    {
        private readonly SequenceEditor<T> _editor;
        private CrdtList<T> _list;

        internal Builder(CrdtList<T> list)
        {
            _list = list;
            _editor = new SequenceEditor<T>(list._state);
        }

        /// <summary>How many values there are.</summary>
        public int Count => _editor.Length;

        /// <summary>Inserts a value.</summary>
        /// <param name="replica">Who inserts.</param>
        /// <param name="index">Before which value, or <see cref="Count"/>.</param>
        /// <param name="value">The value.</param>
        /// <returns>Nothing, or the error, with the list unchanged; errors as of <see
        /// cref="CrdtList{T}.Insert"/>.</returns>
        public Option<TimelineError> Insert(ReplicaId replica, int index, T value) =>
            Replace(replica, index, 0, [value]);

        /// <summary>Deletes values.</summary>
        /// <param name="index">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>Nothing, or the error, with the list unchanged; errors as of <see
        /// cref="CrdtList{T}.Delete"/>.</returns>
        public Option<TimelineError> Delete(int index, int count)
        {
            if (FaultOf(index, count) is { } fault)
                return fault;
            _editor.Delete(index, count);
            return Option<TimelineError>.None;
        }

        /// <summary>Deletes values and inserts others in their place.</summary>
        /// <param name="replica">Who inserts.</param>
        /// <param name="index">Where they begin.</param>
        /// <param name="count">How many are deleted.</param>
        /// <param name="values">What is inserted.</param>
        /// <returns>Nothing, or the error, with the list unchanged; errors as of <see
        /// cref="CrdtList{T}.Replace"/>.</returns>
        public Option<TimelineError> Replace(ReplicaId replica, int index, int count, IEnumerable<T> values)
        {
            ArgumentNullException.ThrowIfNull(replica);
            ArgumentNullException.ThrowIfNull(values);
            T[] inserted = [.. values];
            if (FaultOf(index, count) is { } fault)
                return fault;
            if (inserted.Length > 0 && !_editor.CanName(replica, inserted.Length, out var last))
                return new TimelineError.StepsExhausted(replica.Text, last);
            _editor.Delete(index, count);
            _editor.Insert(replica, index, inserted);
            return Option<TimelineError>.None;
        }

        /// <summary>The list as it is now; the builder may be used on.</summary>
        /// <returns>The list; the one it started from if nothing changed.</returns>
        public CrdtList<T> ToList()
        {
            var state = _editor.ToState();
            return _list = ReferenceEquals(state, _list._state) ? _list : Of(state);
        }

        private TimelineError.SequenceRangeInvalid? FaultOf(int index, int count)
        {
            var length = _editor.Length;
            return index < 0 || count < 0 || index > length || count > length - index
                ? new TimelineError.SequenceRangeInvalid(index, count, length)
                : null;
        }
    }
}
