using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Timeline.Objects;

/// <summary>Whether all members of two objects are surely alike.</summary>
internal delegate bool MembersTest<in T>(T left, T right, int depth, ref SettledPairs pairs);

/// <summary>Makes the code that compares the members of a type.</summary>
internal static class MembersTest
{
    private static readonly MethodInfo SameText = ((Func<string?, string?, bool>)string.Equals).Method;

    internal static MembersTest<T> Of<T>(ObjectView view)
    {
        var members = view.Members.Select(member => (Contract: member.Contract, member.Part.View.Likeness)).ToArray();
        if (members.Any(it => it.Contract.Reader is null || it.Likeness is not { CanTell: true }))
            return static (_, _, _, ref _) => false;
        var (left, right) = (Expression.Parameter(typeof(T), "left"), Expression.Parameter(typeof(T), "right"));
        var depth = Expression.Parameter(typeof(int), "depth");
        var pairs = Expression.Parameter(typeof(SettledPairs).MakeByRefType(), "pairs");
        var tests = members
            .OrderBy(it => Cost(it.Contract.Type))
            .Select(it => AreAlike(
                it.Likeness!, Read(left, it.Contract.Reader!), Read(right, it.Contract.Reader!), depth, pairs));
        var body = tests.Aggregate((Expression)Expression.Constant(true), Expression.AndAlso);
        return Expression.Lambda<MembersTest<T>>(body, left, right, depth, pairs).Compile();
    }

    // What is compared fast comes first: it may tell the two apart.
    private static int Cost(Type type) =>
        type.IsPrimitive || type.IsEnum ? 0
        : type == typeof(string) ? 1
        : type.IsValueType ? 2
        : 3;

    private static MemberExpression Read(Expression owner, MemberInfo reader) => Expression.MakeMemberAccess(
        reader.DeclaringType == owner.Type ? owner : Expression.Convert(owner, reader.DeclaringType!), reader);

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "What is called elsewhere stays.")]
    private static Expression AreAlike(
        Likeness likeness, MemberExpression left, MemberExpression right,
        params ReadOnlySpan<ParameterExpression> rest)
    {
        var type = left.Type;
        if ((type.IsPrimitive && type != typeof(double) && type != typeof(float)) || type.IsEnum)
            return Expression.Equal(left, right);
        if (likeness is ExactLikeness<string>)
            return Expression.Call(SameText, left, right);
        var test = likeness.GetType().GetMethod(
            nameof(Likeness.AreAlike), BindingFlags.Instance | BindingFlags.NonPublic,
            [type, type, typeof(int), typeof(SettledPairs).MakeByRefType()])!;
        return Expression.Call(Expression.Constant(likeness), test, [left, right, .. rest]);
    }
}
