using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Navigating;

/// <summary>Reads what is at the end of a route, by code for all of it.</summary>
/// <param name="container">What the route starts from.</param>
/// <param name="last">What was found last.</param>
/// <param name="parts">The single legs of the route, for the indexes and keys in them.</param>
/// <param name="step">The step it came to, if code of the program throws.</param>
/// <returns>
/// As <see cref="Leg.Read"/>; <see cref="Leg.Nowhere"/> also if an object on the way has another type.
/// </returns>
internal delegate object? FusedRead(object container, object? last, Leg[] parts, ref int step);

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

    private static readonly MethodInfo CastTo = typeof(Unsafe).GetMethods().Single(
        it => it.Name == nameof(Unsafe.As) && it.GetGenericArguments().Length == 1);

    /// <summary>The code for legs.</summary>
    /// <param name="legs">The legs, from the first to the last.</param>
    /// <param name="parts">The single legs they are made of.</param>
    /// <returns>The code; null if one of them has none, or if there are too many.</returns>
    internal static FusedRead? Of(IReadOnlyList<Leg> legs, Leg[] parts) =>
        legs.Count <= MostLegs && legs.All(it => it.HasCode)
        ? Known.GetOrAdd(new Way([.. parts.Select(it => it.CodeKey)]), static (_, all) => Make(all), legs)
        : null;

    /// <summary>A field of a leg that code is made of for many.</summary>
    internal static Expression Field(Expression part, Type leg, string field) =>
        Expression.Field(As(part, leg), field);

    private static FusedRead Make(IReadOnlyList<Leg> legs)
    {
        var container = Expression.Parameter(typeof(object), "container");
        var last = Expression.Parameter(typeof(object), "last");
        var parts = Expression.Parameter(typeof(Leg[]), "parts");
        var step = Expression.Parameter(typeof(int).MakeByRefType(), "step");
        var end = Expression.Label(typeof(object));
        var giveUp = Expression.Return(end, Expression.Field(null, typeof(Leg), nameof(Leg.Nowhere)));
        var (at, code, variables) = (container, new List<Expression>(), new List<ParameterExpression>());
        var (taken, part) = (0, 0);
        for (var i = 0; i < legs.Count; i++)
        {
            var leg = legs[i];
            code.Add(Expression.IfThen(Expression.Not(Expression.TypeEqual(at, leg.Container)), giveUp));
            code.Add(Expression.Assign(step, Expression.Constant(taken)));
            taken += leg.Steps;
            Expression[] own = [.. leg.Parts.Select(_ => Expression.ArrayIndex(parts, Expression.Constant(part++)))];
            var next = leg.Code(As(at, leg.Container), own, giveUp);
            if (i == legs.Count - 1)
            {
                code.Add(Expression.Return(end, Keep(next, last)));
                break;
            }

            at = Expression.Variable(typeof(object));
            variables.Add(at);
            code.Add(Expression.Assign(at, Expression.Convert(next, typeof(object))));
        }

        code.Add(Expression.Label(end, Expression.Constant(null)));
        return Expression.Lambda<FusedRead>(Expression.Block(variables, code), container, last, parts, step).Compile();
    }

    // Its type was asked for just before.
    private static Expression As(Expression at, Type type) => type.IsValueType
        ? Expression.Unbox(at, type)
        : Expression.Call(CastTo.MakeGenericMethod(type), at);

    private static MethodCallExpression Keep(Expression found, Expression last) => found.Type.IsValueType
        ? Expression.Call(
            typeof(Sameness<>).MakeGenericType(found.Type).GetMethod(nameof(Sameness.Keep), Statics)!, found, last)
        : Expression.Call(KeepObject, found, last);

    /// <summary>What single legs share their code by, in their order.</summary>
    private readonly struct Way(object[] parts) : IEquatable<Way>
    {
        private object[] Parts { get; } = parts;

        public bool Equals(Way other) => Parts.AsSpan().SequenceEqual(other.Parts);

        public override bool Equals(object? obj) => obj is Way other && Equals(other);

        public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);
    }
}
