using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>Looks something up in a collection: false if there is nothing.</summary>
internal delegate bool LookUp<TCollection, in TPlace, TValue>(
    ref TCollection collection, TPlace place, [MaybeNullWhen(false)] out TValue value);

/// <summary>The step to what stands at an index or a key: legs to other ones share its code.</summary>
/// <param name="container">The exact type of the collections.</param>
/// <param name="place">The index or key.</param>
internal abstract class LookUpLeg<TCollection, TPlace, TValue>(Type container, TPlace place)
    : Leg<TCollection, TValue>(container, typeof(TValue))
{
    /// <summary>The index or key.</summary>
    private protected TPlace Place { get; } = place;

    internal sealed override bool HasCode => true;

    internal sealed override object CodeKey => GetType();

    internal sealed override IEnumerable<Place> Places => [Navigating.Place.Of(Place)];

    internal sealed override void Write(PathCode code) => code.LookUp(Look.Method);

    /// <summary>How it is looked up: a static method.</summary>
    private protected abstract LookUp<TCollection, TPlace, TValue> Look { get; }
}
