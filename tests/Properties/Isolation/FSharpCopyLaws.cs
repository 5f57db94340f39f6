using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Timeline.Admission;

namespace Timeline.Tests.Properties.Isolation;

/// <summary>The laws of isolation, of the collections of F#.</summary>
public sealed class FSharpCopyLaws
{
    private static readonly Arbitrary<int[]> Numbers = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void Collections_of_what_never_changes_are_kept_as_they_are() => Law.Holds(Numbers, numbers =>
    {
        var fixedOnes = numbers.Select(it => new Fixed($"{it}", null)).ToArray();
        AssertKept(ListModule.OfSeq(numbers));
        AssertKept(ListModule.OfSeq(fixedOnes));
        AssertKept(new FSharpSet<int>(numbers));
        AssertKept(new FSharpMap<int, Fixed>(fixedOnes.Select((it, i) => Tuple.Create(i, it))));
    });

    [Fact]
    public void Collections_of_what_changes_are_copied_into_equal_ones_that_can_be_used_and_share_nothing() => Law.Holds(Numbers, numbers =>
    {
        var list = ListModule.OfSeq(numbers.Select(it => new List<int> { it }));
        var map = new FSharpMap<int, List<int>>(numbers.Select(it => Tuple.Create(it, new List<int> { it })));
        var (copiedList, copiedMap) = (Admit(list), Admit(map));
        foreach (var it in list.Concat(map.Values)) it.Add(1);
        Assert.Equal(numbers.Select(it => new List<int> { it }), copiedList);
        Assert.Equal(numbers.Distinct().Order(), copiedMap.Keys);
        Assert.All(numbers, it => Assert.Equal([it], copiedMap[it]));
        Assert.Equal([0], copiedMap.Add(7, [0])[7]);
    });

    private static void AssertKept<T>(T value)
        where T : class => Assert.Same(value, Admit(value));

    private static T Admit<T>(T value) => Admission<T>.For("collection").Admit(value);
}
