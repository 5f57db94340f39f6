using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Two legs as one, for reading: what is between them is never boxed.</summary>
/// <remarks>Setting, and telling why it leads nowhere, go leg by leg.</remarks>
internal sealed class JoinedLeg<TFirst, TMiddle, TValue> : Leg<TFirst, TValue>
{
    private readonly Leg<TFirst, TMiddle> _first;
    private readonly Leg<TMiddle, TValue> _second;

    internal JoinedLeg(Leg<TFirst, TMiddle> first, Leg<TMiddle, TValue> second)
        : base(first.Container, second.Target)
    {
        (_first, _second) = (first, second);
        Steps = first.Steps + second.Steps;
        OnThrow = TrackingFault.BadCall is var call && (first.OnThrow == call || second.OnThrow == call)
            ? call
            : TrackingFault.Path;
    }

    internal override IEnumerable<Leg> Parts => _first.Parts.Concat(_second.Parts);

    internal override bool HasCode => _first.HasCode && _second.HasCode;

    internal override void Write(PathCode code)
    {
        _first.Write(code);
        code.GoOn(_first.Target);
        _second.Write(code);
    }

    internal override bool TryRead(ref TFirst container, [MaybeNullWhen(false)] out TValue value)
    {
        if (_first.TryRead(ref container, out var middle))
            return _second.TryRead(ref middle, out value);
        value = default;
        return false;
    }

    internal override Misstep WhyNot(object container) => throw new UnreachableException();

    internal override Misstep Set(object container, object? value) => throw new UnreachableException();
}
