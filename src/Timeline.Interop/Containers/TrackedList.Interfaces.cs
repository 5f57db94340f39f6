using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Timeline.Containers;

[SuppressMessage("Naming", "CA1710", Justification = "It is a list by its name.")]
public sealed partial class TrackedList<T> : IList<T>, IReadOnlyList<T>, IList
{
    bool ICollection<T>.IsReadOnly => IsLocked;

    bool IList.IsReadOnly => IsLocked;

    bool IList.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    object? IList.this[int index]
    {
        get => this[index];
        set => this[index] = Typed.As<T>(value, nameof(value));
    }

    /// <inheritdoc cref="List{T}.GetEnumerator"/>
    public Enumerator GetEnumerator() => new(this);

    // Of an empty list the platform gives an enumerator that is empty for ever.
    IEnumerator<T> IEnumerable<T>.GetEnumerator() =>
        Count == 0 ? Enumerable.Empty<T>().GetEnumerator() : GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    int IList.Add(object? value)
    {
        Add(Typed.As<T>(value, nameof(value)));
        return Count - 1;
    }

    bool IList.Contains(object? value) => Typed.Fits<T>(value) && Contains((T)value!);

    int IList.IndexOf(object? value) => Typed.Fits<T>(value) ? IndexOf((T)value!) : -1;

    void IList.Insert(int index, object? value) => Insert(index, Typed.As<T>(value, nameof(value)));

    void IList.Remove(object? value)
    {
        if (Typed.Fits<T>(value)) _ = Remove((T)value!);
    }

    void ICollection.CopyTo(Array array, int index) => CopiedTo.Untyped(_content.Items, Count, array, index);

    /// <summary>Goes through the elements; throws where the list was changed meanwhile.</summary>
    [SuppressMessage("Design", "CA1034",
        Justification = "As the list of the platform has it, so that foreach allocates nothing.")]
    [SuppressMessage("Performance", "CA1815", Justification = "Enumerators are not compared.")]
    public struct Enumerator : IEnumerator<T>
    {
        private readonly TrackedList<T> _owner;
        private readonly int _version;
        private Timeline.Collections.PersistentList<T>.Enumerator _elements;
        private bool _isAtElement;

        internal Enumerator(TrackedList<T> owner)
        {
            _owner = owner;
            _version = owner._version;
            _elements = owner._content.Items.GetEnumerator();
            Current = default!;
        }

        /// <inheritdoc/>
        public T Current { readonly get; private set; }

        readonly object? IEnumerator.Current => _isAtElement ? Current
            : throw new InvalidOperationException("Enumeration has either not started or has already finished.");

        /// <inheritdoc/>
        public bool MoveNext()
        {
            RequireUnchanged();
            _isAtElement = _elements.MoveNext();
            Current = _isAtElement ? _elements.Current : default!;
            return _isAtElement;
        }

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }

        void IEnumerator.Reset()
        {
            RequireUnchanged();
            _elements = _owner._content.Items.GetEnumerator();
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
