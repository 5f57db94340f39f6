namespace Timeline.Isolation;

/// <summary>How what a variable remembers is kept apart from what the program holds in its hands.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>Immutable and safe to share between threads and variables.</remarks>
public sealed class Isolation<T>
{
    private readonly Func<T, T>? _copy;

    private Isolation(bool isTrusting, Func<T, T>? copy) => (IsTrusting, _copy) = (isTrusting, copy);

    /// <summary>
    /// What can never change is kept as it is; what can is copied, deeply and faithfully, on the way in and on the way
    /// out; a type that can change and cannot be copied is refused with an <see cref="IsolationException"/>.
    /// </summary>
    /// <remarks>
    /// A copy has all fields, also private and inherited ones; what is one object in two places is one in the copy, and
    /// circles stay circles; parts that never change are shared. The type of each object met decides, not the
    /// declared one. Comparers are kept, the subscribers of events are not copied.
    /// </remarks>
    public static Isolation<T> Automatic { get; } = new(false, null);

    /// <summary>
    /// Values are kept and handed out by reference: that nobody changes them is the program's to see to.
    /// </summary>
    /// <remarks>Whoever changes such a value rewrites what is remembered.</remarks>
    public static Isolation<T> Trusting { get; } = new(true, null);

    /// <summary>Values are copied by a function, on the way in and on the way out.</summary>
    /// <param name="copy">Makes a copy that shares nothing that can change; called by many threads at once; what it
    /// throws is passed on.</param>
    /// <returns>The isolation.</returns>
    public static Isolation<T> By(Func<T, T> copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return new Isolation<T>(false, copy);
    }

    /// <summary>Whether a copy of a value always is the value.</summary>
    internal bool IsIdentity => IsTrusting || (IsAutomatic && Copying<T>.IsIdentity);

    /// <summary>Whether the types decide, so that a copy which is the value says that it cannot change.</summary>
    internal bool IsAutomatic => !IsTrusting && _copy is null;

    private bool IsTrusting { get; }

    /// <summary>Throws an <see cref="IsolationFault"/> if the type says that its objects cannot be copied.</summary>
    internal void Demand()
    {
        if (IsAutomatic) Copying<T>.Demand();
    }

    /// <summary>The value itself if it cannot change, or else a copy.</summary>
    internal T Copy(T value) => IsTrusting ? value : _copy is null ? Copying<T>.Of(value) : _copy(value);
}
