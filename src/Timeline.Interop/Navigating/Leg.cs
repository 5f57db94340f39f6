using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>One or more steps of a path from objects of one type, taken together.</summary>
/// <remarks>Shared by routes where it belongs to the type alone; safe to share between threads.</remarks>
/// <param name="container">The exact type of the objects it starts from.</param>
/// <param name="target">The type that is declared for what it leads to.</param>
internal abstract class Leg(Type container, Type target)
{
    /// <summary>Stands for a value where a leg leads nowhere.</summary>
    internal static readonly object Nowhere = new();

    /// <summary>The exact type of the objects it starts from.</summary>
    internal Type Container { get; } = container;

    /// <summary>How many steps of the path it takes: 0 where it opens an option.</summary>
    internal int Steps { get; init; } = 1;

    /// <summary>The leg that opens the option this one leads to; this one if it is none; null until it is asked for.
    /// </summary>
    internal Leg? Opened { get; set; }

    /// <summary>What it is if code of the program throws on the way.</summary>
    internal TrackingFault OnThrow { get; init; } = TrackingFault.Path;

    /// <summary>Whether it only opens an option, which takes no step.</summary>
    internal bool IsOpening => Steps == 0;

    /// <summary>The type that is declared for what it leads to.</summary>
    internal Type Target { get; } = target;

    /// <summary>Goes to the value.</summary>
    /// <returns>The value or <see cref="Nowhere"/>. What the program's code throws is passed on.</returns>
    internal abstract object? Go(object container);

    /// <summary>As <see cref="Go"/>, and gives <paramref name="last"/> if the very same is there still.</summary>
    internal virtual object? Read(object container, object? last) => Sameness.Keep(Go(container), last);

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

    /// <summary>The single legs that it is made of.</summary>
    internal virtual IEnumerable<Leg> Parts => [this];

    /// <summary>Whether it looks up members, elements and keys and nothing else, so that code can be made of it.
    /// </summary>
    internal virtual bool HasCode => false;

    /// <summary>What legs have in common that have one code, which is given what differs: their places.</summary>
    internal virtual object CodeKey => this;

    /// <summary>The index or key that its code asks for, if there is one.</summary>
    internal virtual IEnumerable<Place> Places => [];

    /// <summary>Writes the code of it.</summary>
    internal virtual void Write(PathCode code) => throw new UnreachableException();

    /// <summary>This leg, where it leads to an option, and the one that opens that.</summary>
    internal virtual Leg Open(Leg opening) => new OpenedLeg(this, opening);
}

/// <summary>As <see cref="Leg"/>, with the type of what it starts from: a struct, or for every class
/// <see cref="object"/>, whose code is made once.</summary>
internal abstract class Leg<TContainer>(Type container, Type target) : Leg(container, target)
{
    internal abstract Leg After<TFirst>(Leg<TFirst, TContainer> first);

    internal abstract Leg Opening<TFirst>(Leg<TFirst, TContainer> first);
}

/// <summary>As <see cref="Leg"/>, with both types, so that nothing is boxed on the way.</summary>
internal abstract class Leg<TContainer, TValue>(Type container, Type target) : Leg<TContainer>(container, target)
{
    internal abstract bool TryRead(ref TContainer container, [MaybeNullWhen(false)] out TValue value);

    internal override object? Go(object container)
    {
        var it = Of(container);
        return TryRead(ref it, out var found) ? found : Nowhere;
    }

    internal override object? Read(object container, object? last)
    {
        var it = Of(container);
        return TryRead(ref it, out var found) ? Sameness<TValue>.Keep(found, last) : Nowhere;
    }

    internal sealed override Leg? Then(Leg next) => (next as Leg<TValue>)?.After(this);

    internal sealed override Leg After<TFirst>(Leg<TFirst, TContainer> first) =>
        new JoinedLeg<TFirst, TContainer, TValue>(first, this);

    internal sealed override Leg Open(Leg opening) =>
        (opening as Leg<TValue>)?.Opening(this) ?? base.Open(opening);

    internal sealed override Leg Opening<TFirst>(Leg<TFirst, TContainer> first) =>
        new OpenedLeg<TFirst, TContainer, TValue>(first, this);

    // The container was told by its type, so a class need not be asked again.
    private protected static TContainer Of(object container) =>
        typeof(TContainer).IsValueType ? (TContainer)container : Unsafe.As<object, TContainer>(ref container);
}
