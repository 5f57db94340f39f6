using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>The step to the value of a key.</summary>
internal sealed class EntryLeg<TEntries, TMap, TKey, TValue>(Type container, TKey key)
    : LookUpLeg<TMap, TKey, TValue>(container, key)
    where TEntries : struct, IEntries<TMap, TKey, TValue>
{
    private protected override LookUp<TMap, TKey, TValue> Look => TEntries.TryGet;

    internal override bool TryRead(ref TMap container, [MaybeNullWhen(false)] out TValue value) =>
        TEntries.TryGet(ref container, Place, out value);

    internal override Misstep WhyNot(object container) =>
        Misstep.NoKey(Container, Place!);

    internal override Misstep? Set(object container, object? value) =>
        Fitting.TryFit(typeof(TValue), value, out var fitted, out var reason)
            ? TEntries.Set((TMap)container, Place, (TValue)fitted!)
            : Misstep.Unfit("values", Container, typeof(TValue), reason);
}
