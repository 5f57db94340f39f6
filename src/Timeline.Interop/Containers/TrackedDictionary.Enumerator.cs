using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;

namespace Timeline.Containers;

public sealed partial class TrackedDictionary<TKey, TValue>
{
    /// <summary>Goes through the entries; throws where a key was added meanwhile. Entries that were removed
    /// meanwhile are passed over.</summary>
    [SuppressMessage("Design", "CA1034",
        Justification = "As the dictionary of the platform has it, so that foreach allocates nothing.")]
    [SuppressMessage("Performance", "CA1815", Justification = "Enumerators are not compared.")]
    public struct Enumerator : IEnumerator<KeyValuePair<TKey, TValue>>, IDictionaryEnumerator
    {
        private readonly TrackedDictionary<TKey, TValue> _owner;
        private readonly bool _isOfEntries;
        private readonly int _version;
        private readonly DictionaryContent<TKey, TValue> _from;
        private PersistentMap<TKey, TValue>.Enumerator _entries;
        private bool _isAtEntry;

        internal Enumerator(TrackedDictionary<TKey, TValue> owner, bool isOfEntries)
        {
            _owner = owner;
            _isOfEntries = isOfEntries;
            _version = owner._version;
            _from = owner._content;
            _entries = _from.Entries.GetEnumerator();
        }

        /// <inheritdoc/>
        public KeyValuePair<TKey, TValue> Current { readonly get; private set; }

        readonly object IEnumerator.Current => _isOfEntries ? Entry : (object)AtEntry;

        readonly DictionaryEntry IDictionaryEnumerator.Entry => Entry;

        readonly object IDictionaryEnumerator.Key => AtEntry.Key;

        readonly object? IDictionaryEnumerator.Value => AtEntry.Value;

        private readonly DictionaryEntry Entry => new(AtEntry.Key, AtEntry.Value);

        private readonly KeyValuePair<TKey, TValue> AtEntry => _isAtEntry ? Current
            : throw new InvalidOperationException("Enumeration has either not started or has already finished.");

        /// <inheritdoc/>
        public bool MoveNext()
        {
            RequireUnchanged();
            while (_entries.MoveNext())
            {
                if (ReferenceEquals(_from, _owner._content))
                {
                    Current = _entries.Current;
                    return _isAtEntry = true;
                }

                if (!_owner._content.Entries.TryGetValue(_entries.Current.Key, out var value)) continue;
                Current = new(_entries.Current.Key, value);
                return _isAtEntry = true;
            }

            Current = default;
            return _isAtEntry = false;
        }

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }

        void IEnumerator.Reset()
        {
            RequireUnchanged();
            _entries = _from.Entries.GetEnumerator();
            Current = default;
            _isAtEntry = false;
        }

        private readonly void RequireUnchanged()
        {
            if (_version != _owner._version)
                throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
        }
    }
}
