using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>A leg to a declared option, and on to what that holds; to null if it holds nothing.</summary>
internal sealed class OpenedLeg<TFirst, TOption, THeld> : Leg<TFirst, THeld>
{
    private readonly Leg<TFirst, TOption> _first;
    private readonly Leg<TOption, THeld> _opening;

    internal OpenedLeg(Leg<TFirst, TOption> first, Leg<TOption, THeld> opening)
        : base(first.Container, opening.Target) =>
        (_first, _opening, Steps, OnThrow) = (first, opening, first.Steps, first.OnThrow);

    internal override object? Go(object container) => Read(container, null);

    internal override object? Read(object container, object? last)
    {
        var it = Of(container);
        if (!_first.TryRead(ref it, out var option)) return Nowhere;
        return option is not null && _opening.TryRead(ref option, out var held)
            ? Sameness<THeld>.Keep(held, last)
            : null;
    }

    internal override bool TryRead(ref TFirst container, [MaybeNullWhen(false)] out THeld value)
    {
        if (_first.TryRead(ref container, out var option) && option is not null)
            return _opening.TryRead(ref option, out value);
        value = default;
        return false;
    }

    internal override Misstep WhyNot(object container) => _first.WhyNot(container);

    internal override Misstep? Set(object container, object? value) => _first.Set(container, value);
}

/// <summary>As the other one, where no code can be made at run time.</summary>
internal sealed class OpenedLeg : Leg
{
    private readonly Leg _first;
    private readonly Leg _opening;

    internal OpenedLeg(Leg first, Leg opening)
        : base(first.Container, opening.Target) =>
        (_first, _opening, Steps, OnThrow) = (first, opening, first.Steps, first.OnThrow);

    internal override object? Go(object container)
    {
        var option = _first.Go(container);
        // A boxed one that may be null is none any more.
        if (option is null || option == Nowhere || option.GetType() != _opening.Container) return option;
        var held = _opening.Go(option);
        return held == Nowhere ? null : held;
    }

    internal override Misstep WhyNot(object container) => _first.WhyNot(container);

    internal override Misstep? Set(object container, object? value) => _first.Set(container, value);
}
