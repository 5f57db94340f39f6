using FsCheck;
using FsCheck.Fluent;
using Timeline.Objects;

namespace Timeline.Tests.Properties.Objects;

/// <summary>Many references compared at once say what one by one says.</summary>
public sealed class SharedElementsLaws
{
    private static readonly object[] Few = [.. Enumerable.Range(0, 4).Select(_ => new object())];

    private static readonly Gen<(object[] Left, object[] Right)> Lists =
        from count in Gen.Choose(0, 300)
        from start in Gen.Choose(0, 300)
        from length in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(1, 3)), (2, Gen.Choose(0, 300)))
        from longer in Gen.Choose(0, 3)
        from isBefore in Gen.Elements(true, false)
        select Pair(count, start, length, longer, isBefore);

    [Fact]
    public void What_two_lists_share_from_either_end_is_counted_to_the_first_that_differs() =>
        Law.Holds(Lists.ToArbitrary(), lists =>
        {
            var (left, right) = lists;
            Assert.Equal(Common(left, right), SharedElements.FromStart<object>(left, right));
            Assert.Equal(
                Common([.. left.Reverse()], [.. right.Reverse()]), SharedElements.FromEnd<object>(left, right));
        }, 500);

    private static (object[] Left, object[] Right) Pair(int count, int start, int length, int longer, bool isBefore)
    {
        object[] left = [.. Enumerable.Range(0, count).Select(i => Few[i % Few.Length])];
        object[] right = [.. left.Select((it, i) => i >= start && i < start + length ? Few[0] : it)];
        object[] more = [.. Enumerable.Repeat(Few[1], longer)];
        return (left, isBefore ? [.. more, .. right] : [.. right, .. more]);
    }

    private static int Common(object[] left, object[] right) =>
        left.Zip(right).TakeWhile(pair => ReferenceEquals(pair.Item1, pair.Item2)).Count();
}
