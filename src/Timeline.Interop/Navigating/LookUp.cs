using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>Looks something up in a collection: false if there is nothing.</summary>
internal delegate bool LookUp<TCollection, in TPlace, TValue>(
    ref TCollection collection, TPlace place, [MaybeNullWhen(false)] out TValue value);
