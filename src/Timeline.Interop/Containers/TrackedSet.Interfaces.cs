using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;

namespace Timeline.Containers;

[SuppressMessage("Naming", "CA1710", Justification = "It is a set by its name.")]
public sealed partial class TrackedSet<T> : ISet<T>, IReadOnlySet<T>
{
    bool ICollection<T>.IsReadOnly => IsLocked;

    void ICollection<T>.Add(T item) => _ = Add(item);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => CopiedTo.ArrayOfSet(_content.Items.Keys, Count, array, arrayIndex);

    /// <inheritdoc cref="HashSet{T}.GetEnumerator"/>
    public Enumerator GetEnumerator() => new(this);

    // Of an empty set the platform gives an enumerator that is empty for ever.
    IEnumerator<T> IEnumerable<T>.GetEnumerator() =>
        Count == 0 ? Enumerable.Empty<T>().GetEnumerator() : GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Goes through the elements; throws where one was added meanwhile. Those that were removed meanwhile are
    /// passed over.</summary>
    [SuppressMessage("Design", "CA1034",
        Justification = "As the set of the platform has it, so that foreach allocates nothing.")]
    [SuppressMessage("Performance", "CA1815", Justification = "Enumerators are not compared.")]
    public struct Enumerator : IEnumerator<T>
    {
        private readonly TrackedSet<T> _owner;
        private readonly int _version;
        private readonly SetContent<T> _from;
        private PersistentMap<T, Recorded>.Enumerator _elements;
        private bool _isAtElement;

        internal Enumerator(TrackedSet<T> owner)
        {
            _owner = owner;
            _version = owner._version;
            _from = owner._content;
            _elements = _from.Items.GetEnumerator();
            Current = default!;
        }

        /// <inheritdoc/>
        public T Current { readonly get; private set; }

        readonly object IEnumerator.Current => _isAtElement ? Current
            : throw new InvalidOperationException("Enumeration has either not started or has already finished.");

        /// <inheritdoc/>
        public bool MoveNext()
        {
            RequireUnchanged();
            while (_elements.MoveNext())
            {
                var element = _elements.Current.Key;
                if (!ReferenceEquals(_from, _owner._content) && !_owner._content.Items.ContainsKey(element)) continue;
                Current = element;
                return _isAtElement = true;
            }

            Current = default!;
            return _isAtElement = false;
        }

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }

        void IEnumerator.Reset()
        {
            RequireUnchanged();
            _elements = _from.Items.GetEnumerator();
            Current = default!;
            _isAtElement = false;
        }

        private readonly void RequireUnchanged()
        {
            if (_version != _owner._version)
                throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
        }
    }
}
