using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>How steps go on from objects of each type, decided once.</summary>
/// <remarks>Safe to share between threads.</remarks>
internal sealed class ContainerLookup
{
    private readonly ConcurrentDictionary<Type, Container> _known = new();
    private readonly ContainerMaker _maker;

    private ContainerLookup(bool isCompiled) => _maker = new ContainerMaker(isCompiled);

    /// <summary>By code made at run time.</summary>
    internal static ContainerLookup Compiled { get; } = new(true);

    /// <summary>By reflection, where no code can be made at run time.</summary>
    internal static ContainerLookup Reflected { get; } = new(false);

    internal static ContainerLookup Default => RuntimeFeature.IsDynamicCodeSupported ? Compiled : Reflected;

    /// <summary>Where one step leads from objects of a type.</summary>
    internal Leg Go(Type type, PathStep step)
    {
        var leg = Of(type).Go(step);
        return leg.Opened ??= Options.Is(leg.Target) && !leg.IsOpening ? Open(leg) : leg;
    }

    /// <summary>Where steps lead from objects of a type: as far as structs are on the way, at once.</summary>
    internal Leg Go(Type type, ReadOnlySpan<PathStep> steps)
    {
        var leg = Go(type, steps[0]);
        while (leg.Steps < steps.Length && leg.Target.IsValueType
            && leg.Then(Go(leg.Target, steps[leg.Steps])) is { } longer)
        {
            leg = longer;
        }

        return leg;
    }

    private Leg Open(Leg leg)
    {
        while (Options.Is(leg.Target)) leg = leg.Open(_maker.Open(leg.Target));
        return leg;
    }

    private Container Of(Type type) => _known.TryGetValue(type, out var known)
        ? known
        : _known.GetOrAdd(type, static (it, maker) => maker.Make(it), _maker);
}
