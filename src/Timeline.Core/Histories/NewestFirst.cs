using System.Collections;

namespace Timeline.Histories;

/// <summary>The versions of a history from the newest, walked along first parents.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>The default value is empty. A <c>foreach</c> over it allocates nothing.</remarks>
public readonly struct NewestFirst<T> : IEnumerable<Version<T>>
{
    private readonly Version<T>? _head;

    internal NewestFirst(Version<T>? head) => _head = head;

    /// <summary>A walk from the newest version.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(_head);

    IEnumerator<Version<T>> IEnumerable<Version<T>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A walk along first parents. The default value has nothing to walk.</summary>
    public struct Enumerator : IEnumerator<Version<T>>
    {
        private Version<T>? _next;
        private Version<T>? _current;

        internal Enumerator(Version<T>? head) => _next = head;

        /// <summary>The version the walk stands on.</summary>
        public readonly Version<T> Current => _current!;

        readonly object IEnumerator.Current => Current;

        /// <summary>Takes one step to an older version.</summary>
        /// <returns>Whether there was one.</returns>
        public bool MoveNext()
        {
            _current = _next;
            _next = _next?.Parent;
            return _current is not null;
        }

        readonly void IEnumerator.Reset() => throw new NotSupportedException();

        readonly void IDisposable.Dispose()
        {
        }
    }
}
