using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;

namespace Timeline.Tests.Properties.Causality;

/// <summary>A few replicas whose steps, vectors and contexts meet often.</summary>
internal static class Steps
{
    public static readonly ReplicaId[] Replicas = [.. "abcde".Select(letter => ReplicaId.Of($"{letter}"))];

    public static readonly Gen<Dot> Dot =
        from replica in Gen.Elements(Replicas)
        from sequence in Gen.Choose(1, 9)
        select new Dot(replica, sequence);

    public static readonly Gen<VersionVector> Vector =
        from lasts in Gen.Choose(0, 6).ArrayOf(Replicas.Length)
        select VersionVector.From(Replicas.Zip(lasts, (replica, last) => KeyValuePair.Create(replica, (long)last)));

    // Vectors, sets of dots, and both together.
    public static readonly Gen<CausalContext> Context =
        from vector in Gen.OneOf(Vector, Gen.Constant(VersionVector.Empty))
        from count in Gen.Choose(0, 8)
        from dots in Dot.ArrayOf(count)
        select dots.Aggregate(CausalContext.Of(vector), (context, dot) => context.Add(dot));
}
