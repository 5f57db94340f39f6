using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Timeline.Navigating;

/// <summary>The step to the value of a key.</summary>
internal sealed class EntryLeg<TEntries, TMap, TKey, TValue>(Type container, TKey key)
    : Leg<TMap, TValue>(container, typeof(TValue))
    where TEntries : struct, IEntries<TMap, TKey, TValue>
{
    private readonly TKey _key = key;

    internal override bool HasCode => true;

    internal override object CodeKey => GetType();

    internal override Expression Code(Expression container, ReadOnlySpan<Expression> parts, Expression giveUp) =>
        LookUp.Code<TMap, TKey, TValue>(TEntries.TryGet, container, Fusing.Field(parts[0], this, nameof(_key)), giveUp);

    internal override bool TryRead(ref TMap container, [MaybeNullWhen(false)] out TValue value) =>
        TEntries.TryGet(ref container, _key, out value);

    internal override Misstep WhyNot(object container) =>
        Misstep.NoKey(Container, _key!);

    internal override Misstep? Set(object container, object? value) =>
        Fitting.TryFit(typeof(TValue), value, out var fitted, out var reason)
            ? TEntries.Set((TMap)container, _key, (TValue)fitted!)
            : Misstep.Unfit("values", Container, typeof(TValue), reason);
}
