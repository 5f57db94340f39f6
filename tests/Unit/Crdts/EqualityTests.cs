using System.Reflection;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Sequences;
using Timeline.Trees;

namespace Timeline.Tests.Unit.Crdts;

/// <summary>Immutable values are equal by what they hold, whichever way that is asked.</summary>
public sealed class EqualityTests
{
    private static readonly ReplicaId A = ReplicaId.Of("a");

    public static TheoryData<Type> Types => [.. typeof(GCounter).Assembly.GetExportedTypes().Where(type =>
        type is { IsClass: true, IsAbstract: false }
        && type.Namespace is "Timeline.Crdts" or "Timeline.Causality" or "Timeline.Sequences" or "Timeline.Trees"
        && type.GetMethod("Equals", [typeof(object)])!.DeclaringType != typeof(object))];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_that_has_an_equality_has_its_operators_and_its_hash(Type type)
    {
        Assert.NotNull(Operator(type, "op_Equality"));
        Assert.NotNull(Operator(type, "op_Inequality"));
        Assert.NotEqual(typeof(object), type.GetMethod("GetHashCode", [])!.DeclaringType);
    }

    [Fact]
    public void All_types_that_hold_values_are_among_them()
    {
        var named = Types.Select(row => row.Data.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "GCounter", "PNCounter", "BoundedCounter", "ResettableCounter", "LwwRegister`1", "LwwSet`1", "LwwMap`2", "GSet`1",
                "TwoPhaseSet`1", "OrSet`1", "MvRegister`1", "EnableWinsFlag", "DisableWinsFlag", "OrMap`2", "Embedded`1",
                "CrdtText", "CrdtList`1", "MovableTree`1",
                "VersionVector", "CausalContext", "CausalStability", "DottedVersionVector", "LamportClock",
                "HybridLogicalClock", "ReplicaId", "WriteStamp",
            },
            named);
    }

    [Fact]
    public void Equal_values_are_equal_by_the_operators()
    {
        Same(() => Outcome.Right(GCounter.Empty.Increment(A)), (x, y) => x == y && !(x != y));
        Same(() => Outcome.Right(PNCounter.Empty.Add(A, 1)), (x, y) => x == y && !(x != y));
        Same(() => Outcome.Right(BoundedCounter.Empty.Increment(A)), (x, y) => x == y && !(x != y));
        Same(() => ResettableCounter.Empty.Add(A, 1), (x, y) => x == y && !(x != y));
        Same(() => LwwRegister<int>.Empty.Set(1, new WriteStamp(1, A)), (x, y) => x == y && !(x != y));
        Same(() => LwwSet<int>.Empty.Add(1, new WriteStamp(1, A)), (x, y) => x == y && !(x != y));
        Same(() => LwwMap<int, int>.Empty.Set(1, 1, new WriteStamp(1, A)), (x, y) => x == y && !(x != y));
        Same(() => GSet<int>.Empty.Add(1), (x, y) => x == y && !(x != y));
        Same(() => TwoPhaseSet<int>.Empty.Add(1), (x, y) => x == y && !(x != y));
        Same(() => OrSet<int>.Empty.Add(A, 1), (x, y) => x == y && !(x != y));
        Same(() => MvRegister<int>.Empty.Set(A, 1), (x, y) => x == y && !(x != y));
        Same(() => EnableWinsFlag.Empty.Enable(A), (x, y) => x == y && !(x != y));
        Same(() => DisableWinsFlag.Empty.Disable(A), (x, y) => x == y && !(x != y));
        Same(() => OrMap<int, OrSet<int>>.Empty.Update(1, set => set.Add(A, 1)), (x, y) => x == y && !(x != y));
        Same(() => Embedded<GSet<int>>.Empty.Update(A, set => set.Add(1)), (x, y) => x == y && !(x != y));
        Same(() => Outcome.Right(CrdtText.Empty.Insert(A, 0, "x")), (x, y) => x == y && !(x != y));
        Same(() => Outcome.Right(CrdtList<int>.Empty.Insert(A, 0, 1)), (x, y) => x == y && !(x != y));
        Same(() => Outcome.Right(MovableTree<int>.Empty.Add(A, null, 1)).Tree, (x, y) => x == y && !(x != y));
        Same(() => VersionVector.Empty.With(A, 1), (x, y) => x == y && !(x != y));
        Same(() => CausalContext.From([new Dot(A, 3)]), (x, y) => x == y && !(x != y));
        Same(() => CausalStability.Of([A]).Observe(A, VersionVector.Empty.With(A, 1)), (x, y) => x == y && !(x != y));
        Assert.True(GCounter.Empty != Outcome.Right(GCounter.Empty.Increment(A)));
        Assert.True(OrSet<int>.Empty != null && (OrSet<int>?)null == null);
    }

    private static void Same<T>(Func<T> make, Func<T, T, bool> isSame)
        where T : class
    {
        var (one, two) = (make(), make());
        Assert.NotSame(one, two);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.True(isSame(one, two), typeof(T).Name);
    }

    private static MethodInfo? Operator(Type? type, string name) => type is null
        ? null
        : type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .FirstOrDefault(method => method.Name == name) ?? Operator(type.BaseType, name);
}
