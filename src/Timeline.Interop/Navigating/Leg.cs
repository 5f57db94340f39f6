using System.Diagnostics.CodeAnalysis;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>One or more steps of a path from objects of one type, taken together.</summary>
/// <remarks>Immutable; shared by routes where it belongs to the type alone.</remarks>
/// <param name="container">The exact type of the objects it starts from.</param>
internal abstract class Leg(Type container)
{
    /// <summary>The exact type of the objects it starts from.</summary>
    internal Type Container { get; } = container;

    /// <summary>How many steps of the path it takes: 0 where it opens an option.</summary>
    internal int Steps { get; init; } = 1;

    /// <summary>What it is if code of the program throws on the way.</summary>
    internal TrackingFault OnThrow { get; init; } = TrackingFault.Path;

    /// <summary>Whether it only opens an option, which takes no step.</summary>
    internal bool IsOpening => Steps == 0;

    /// <summary>The type that is declared for what it leads to.</summary>
    internal abstract Type Target { get; }

    /// <summary>Goes to the value; false if it leads nowhere. What the program's code throws is passed on.</summary>
    internal abstract bool TryGo(object container, out object? value);

    /// <summary>As <see cref="TryGo"/>, and gives <paramref name="last"/> if the very same is there still.</summary>
    internal virtual bool TryRead(object container, object? last, out object? value)
    {
        if (!TryGo(container, out value)) return false;
        value = Sameness.Keep(value, last);
        return true;
    }

    /// <summary>Why it leads nowhere, just after it did.</summary>
    internal abstract Misstep WhyNot(object container);

    /// <summary>Sets what is there; in a struct, in the box that it is given.</summary>
    /// <returns>Why it cannot be set, and then nothing was; null if it was. What the program's code throws is
    /// passed on.</returns>
    internal abstract Misstep? Set(object container, object? value);

    /// <summary>This and another leg behind it as one, so that a struct between them is not boxed.</summary>
    /// <param name="next">A leg that starts from what is declared here.</param>
    /// <returns>The leg; null if they cannot be one.</returns>
    internal virtual Leg? Then(Leg next) => null;
}

/// <summary>As <see cref="Leg"/>, with the type of what it starts from.</summary>
internal abstract class Leg<TContainer>(Type container) : Leg(container)
{
    internal abstract Leg After<TFirst>(Leg<TFirst, TContainer> first);
}

/// <summary>As <see cref="Leg"/>, with both types, so that nothing is boxed on the way.</summary>
internal abstract class Leg<TContainer, TValue>(Type container) : Leg<TContainer>(container)
{
    internal sealed override Type Target => typeof(TValue);

    internal abstract bool TryRead(ref TContainer container, [MaybeNullWhen(false)] out TValue value);

    internal sealed override bool TryGo(object container, out object? value)
    {
        var it = (TContainer)container;
        if (TryRead(ref it, out var found))
        {
            value = found;
            return true;
        }

        value = null;
        return false;
    }

    internal override bool TryRead(object container, object? last, out object? value)
    {
        var it = (TContainer)container;
        if (TryRead(ref it, out var found))
        {
            value = Sameness<TValue>.Keep(found, last);
            return true;
        }

        value = null;
        return false;
    }

    internal sealed override Leg? Then(Leg next) => (next as Leg<TValue>)?.After(this);

    internal sealed override Leg After<TFirst>(Leg<TFirst, TContainer> first) =>
        new JoinedLeg<TFirst, TContainer, TValue>(first, this);
}
