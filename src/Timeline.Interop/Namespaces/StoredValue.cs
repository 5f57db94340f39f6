using System.Diagnostics.CodeAnalysis;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>The value of a key as it was read from a store or a file: data, until it is known of what type it
/// is.</summary>
/// <remarks>
/// It is of the type that its key is declared with, also where that is said later; else what is nearest of .NET: a
/// truth value, a number, a text, null, or data where it is a list or a map. Immutable but for what it remembers.
/// </remarks>
/// <param name="key">The key.</param>
/// <param name="data">The value as data.</param>
/// <param name="tree">How objects are made of data.</param>
/// <param name="termsOf">What a key asks now.</param>
internal sealed class StoredValue(string key, Value data, ObjectTree tree, Func<string, KeyTerms> termsOf)
{
    private Made? _made;

    internal Value Data => data;

    /// <summary>The value, by what the key is declared with now.</summary>
    internal object? Held => Now() is { Copying: { } terms } made ? terms.Copy(key, made.Kept) : Now().Kept;

    /// <summary>The value, typed; what no type is declared for becomes what is asked for, if it can.</summary>
    internal bool TryGet<T>([MaybeNullWhen(false)] out T value)
    {
        if (Held is var held && KeyTerms<T>.Fits(held))
        {
            value = (T)held!;
            return true;
        }

        var made = Now().IsTyped || data is Value.Null ? default : tree.FromValue<T>(data);
        value = made.IsRight ? (T)made : default;
        return made.IsRight;
    }

    private Made Now()
    {
        var terms = termsOf(key);
        var known = Volatile.Read(ref _made);
        if (ReferenceEquals(known?.Terms, terms)) return known;
        var isTyped = terms.TryRead(tree, data, out var kept);
        // A copy that is the very object says that nothing in it can change.
        var copies = isTyped && !ReferenceEquals(terms.Copy(key, kept), kept);
        Made made = new(terms, isTyped ? kept : Plain(data), isTyped, copies ? terms : null);
        Volatile.Write(ref _made, made);
        return made;
    }

    private static object? Plain(Value data) => data switch
    {
        Value.Null => null,
        Value.Bool truth => truth.IsTrue,
        Value.Text text => text.Content,
        Value.Number number when number.IsInteger && number.TryGetInt64(out var whole) => whole,
        Value.Number number when number.TryGetDecimal(out var exact) => exact,
        Value.Number number when number.TryGetDouble(out var near) => near,
        _ => data,
    };

    private sealed record Made(KeyTerms Terms, object? Kept, bool IsTyped, KeyTerms? Copying);
}
