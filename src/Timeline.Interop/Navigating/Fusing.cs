using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Timeline.Navigating;

/// <summary>Reads what is at the end of a route, by code for all of it.</summary>
/// <param name="container">What the route starts from.</param>
/// <param name="last">What was found last.</param>
/// <param name="places">The indexes and keys of the route.</param>
/// <param name="step">The step it came to, if code of the program throws.</param>
/// <returns>
/// As <see cref="Leg.Read"/>; <see cref="Leg.Nowhere"/> also if an object on the way has another type.
/// </returns>
internal delegate object? FusedRead(object container, object? last, ref readonly Place places, ref int step);

/// <summary>Makes one piece of code of legs that follow each other, in which getters are no calls any more.</summary>
/// <remarks>
/// It is made for the types that were met, asks for each whether it is still the one, and is shared by all routes that
/// go the same way, to whatever indexes and keys. Making it takes a millisecond, so only a route that is read often
/// asks for it.
/// </remarks>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only compiled legs have code.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The methods are used besides.")]
internal static class Fusing
{
    // Making code takes longer with each leg, and more than in proportion.
    private const int MostLegs = 64;

    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Way, FusedRead> Known = new();

    private static readonly MethodInfo KeepObject =
        typeof(Sameness).GetMethod(nameof(Sameness.Keep), Statics)!;

    /// <summary>The code for legs, and what it is to be given besides.</summary>
    /// <param name="legs">The legs, from the first to the last.</param>
    /// <returns>The code; null if one of them has none, or if there are too many.</returns>
    internal static (FusedRead Read, Place Places)? Of(IReadOnlyList<Leg> legs)
    {
        if (legs.Count > MostLegs || !legs.All(it => it.HasCode)) return null;
        Leg[] parts = [.. legs.SelectMany(leg => leg.Parts)];
        Place[] places = [.. parts.SelectMany(part => part.Places)];
        var read = Known.GetOrAdd(
            new Way([.. parts.Select(it => it.CodeKey)]), static (_, all) => Make(all.legs, all.places.Length),
            (legs, places));
        return (read, Place.Of(places));
    }

    private static FusedRead Make(IReadOnlyList<Leg> legs, int places)
    {
        var method = new DynamicMethod(
            nameof(FusedRead), typeof(object), PathCode.Parameters, typeof(Fusing).Module, skipVisibility: true);
        var code = new PathCode(method.GetILGenerator(), places);
        code.Begin();
        var step = 0;
        for (var i = 0; i < legs.Count; i++)
        {
            if (i > 0) code.Leave(legs[i - 1].Target);
            code.Enter(legs[i].Container, step);
            legs[i].Write(code);
            step += legs[i].Steps;
        }

        code.End(KeepOf(legs[^1].Target));
        return method.CreateDelegate<FusedRead>(null);
    }

    private static MethodInfo KeepOf(Type found)
    {
        if (!found.IsValueType) return KeepObject;
        var sameness = typeof(Sameness<>).MakeGenericType(found);

        // Code that is made once asks for what is known by then no more.
        RuntimeHelpers.RunClassConstructor(sameness.TypeHandle);
        return sameness.GetMethod(nameof(Sameness.Keep), Statics)!;
    }

    /// <summary>What single legs share their code by, in their order.</summary>
    private readonly struct Way(object[] parts) : IEquatable<Way>
    {
        private object[] Parts { get; } = parts;

        public bool Equals(Way other) => Parts.AsSpan().SequenceEqual(other.Parts);

        public override bool Equals(object? obj) => obj is Way other && Equals(other);

        public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);
    }
}
