using System.Diagnostics;
using System.Numerics;

namespace Timeline.Values;

/// <summary>
/// A value of the JSON data model: <see cref="Null"/>, <see cref="Bool"/>, <see cref="Number"/>,
/// <see cref="Text"/>, <see cref="List"/> or <see cref="Map"/>, and nothing else.
/// </summary>
/// <remarks>
/// Equality is by value: <c>1</c> equals <c>1.0</c>, and two maps with the same entries are equal
/// whatever the order of their keys. What equality ignores is still kept and written back: a
/// number's spelling and the order of keys. <see cref="ExactlyEquals"/> compares those too.
/// Equality and hashing cost O(size) at most and stop at the first shared part; the hash of a list
/// or map is computed once. Immutable and safe to share between threads.
/// </remarks>
public abstract partial class Value : IEquatable<Value>
{
    /// <summary>
    /// How deep lists and maps may be nested: a value built beyond it is refused with
    /// <see cref="ArgumentException"/>.
    /// </summary>
    /// <remarks>
    /// With it every recursive walk over a value (equality, hash, writing) is safe on an ordinary
    /// stack.
    /// </remarks>
    public const int MaximumDepth = 1024;

    private Value()
    {
    }

    /// <summary>Which case this value is.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>
    /// How deep lists and maps nest here: 0 for a scalar, one more than the deepest item for a list or map.
    /// </summary>
    /// <remarks>
    /// O(1). Never less than the true nesting; it may be more where a deeper item was taken out again, at most what
    /// the value has once been.
    /// </remarks>
    public virtual int Depth => 0;

    /// <summary>The value <c>null</c>.</summary>
    /// <returns>The one instance of <see cref="Null"/>.</returns>
    public static Value OfNull() => Null.Instance;

    /// <summary>A truth value.</summary>
    /// <param name="value">True or false.</param>
    /// <returns><see cref="Bool.True"/> or <see cref="Bool.False"/>.</returns>
    public static Value Of(bool value) => value ? Bool.True : Bool.False;

    /// <summary>A whole number.</summary>
    /// <param name="value">Any 64-bit integer.</param>
    /// <returns>The number, spelled in decimal digits.</returns>
    public static Value Of(long value) => Number.From(value);

    /// <summary>A decimal number, with its trailing zeros kept in the spelling.</summary>
    /// <param name="value">Any decimal.</param>
    /// <returns>The number, spelled without an exponent.</returns>
    public static Value Of(decimal value) => Number.From(value);

    /// <summary>A binary floating point number, as the shortest decimal that reads back as the same double.</summary>
    /// <param name="value">A finite double.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number.</exception>
    public static Value Of(double value) => Number.From(value);

    /// <summary>A whole number of any size.</summary>
    /// <param name="value">Any integer.</param>
    /// <returns>The number, spelled in decimal digits.</returns>
    public static Value Of(BigInteger value) => Number.From(value);

    /// <summary>A text.</summary>
    /// <param name="value">Well-formed UTF-16.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">
    /// The string holds half of a surrogate pair: it could not be written as UTF-8.
    /// </exception>
    public static Value Of(string value) => Text.From(value);

    /// <summary>Calls the function of the case this value is.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="ofNull">Called for <c>null</c>.</param>
    /// <param name="ofBool">Called with a truth value.</param>
    /// <param name="ofNumber">Called with a number.</param>
    /// <param name="ofText">Called with a text's string.</param>
    /// <param name="ofList">Called with a list.</param>
    /// <param name="ofMap">Called with a map.</param>
    /// <returns>What the function called returns.</returns>
    public T Match<T>(
        Func<T> ofNull,
        Func<bool, T> ofBool,
        Func<Number, T> ofNumber,
        Func<string, T> ofText,
        Func<List, T> ofList,
        Func<Map, T> ofMap) => this switch
        {
            Null => ofNull(),
            Bool truth => ofBool(truth.IsTrue),
            Number number => ofNumber(number),
            Text text => ofText(text.Content),
            List list => ofList(list),
            Map map => ofMap(map),
            _ => throw new UnreachableException(),
        };

    /// <summary>The value at a path, if there is one.</summary>
    /// <param name="path">Where to look, from this value.</param>
    /// <returns>The value there, or none. O(length of the path) look-ups.</returns>
    public LanguageExt.Option<Value> At(ValuePath path) =>
        path.TryGet(this, out var found) ? LanguageExt.Option<Value>.Some(found) : LanguageExt.Option<Value>.None;

    /// <summary>
    /// Whether the other value is equal: numbers by their exact value, maps whatever their key
    /// order.
    /// </summary>
    /// <param name="other">Another value.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(Value? other) =>
        ReferenceEquals(this, other) || (other is not null && other.Kind == Kind && IsEqualTo(other));

    /// <summary>As <see cref="Equals(Value)"/>.</summary>
    /// <param name="obj">Anything.</param>
    /// <returns>True if it is an equal value.</returns>
    public sealed override bool Equals(object? obj) => Equals(obj as Value);

    /// <summary>
    /// Whether the other value is equal in what is written too: the spelling of numbers and the order of keys.
    /// </summary>
    /// <param name="other">Another value.</param>
    /// <returns>True if both write the same compact JSON. O(size), skipping shared parts.</returns>
    public bool ExactlyEquals(Value? other) =>
        ReferenceEquals(this, other) || (other is not null && other.Kind == Kind && IsExactly(other));

    /// <summary>A hash that equal values share.</summary>
    /// <returns>A number of this process: it differs from run to run.</returns>
    public sealed override int GetHashCode() => Hash();

    /// <summary>The value as compact JSON.</summary>
    /// <returns>JSON without white space.</returns>
    public sealed override string ToString() => Json.ToText(this);

    /// <summary>Whether two values are equal; see <see cref="Equals(Value)"/>.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value.</param>
    /// <returns>True if both are null references or equal.</returns>
    public static bool operator ==(Value? left, Value? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two values differ; see <see cref="Equals(Value)"/>.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value.</param>
    /// <returns>True if they are not equal.</returns>
    public static bool operator !=(Value? left, Value? right) => !(left == right);

    /// <summary>Equality with a value of the same kind that is another object.</summary>
    private protected abstract bool IsEqualTo(Value other);

    /// <summary>Equality of what is written, with a value of the same kind that is another object.</summary>
    private protected abstract bool IsExactly(Value other);

    private protected abstract int Hash();
}
