namespace Timeline.Crdts;

/// <summary>
/// A CRDT whose state is all that it knows, so that it can be held at one dot as <see cref="Embedded{TCrdt}"/>.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <remarks>
/// An <see cref="ICausal{TSelf}"/> is none: it needs the context of all that was ever seen, which a map has once for
/// all its keys. It is a value of an <see cref="OrMap{TKey, TValue}"/> by itself. Immutable and safe to share between
/// threads.
/// </remarks>
public interface IEmbeddable<TSelf> : ICrdt<TSelf>
    where TSelf : class, IEmbeddable<TSelf>;
