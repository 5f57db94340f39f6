using FsCheck;
using FsCheck.Fluent;
using Timeline.Exporters;

namespace Timeline.Tests.Properties.Exporters;

public sealed class ExportBatchLaws
{
    private static readonly Arbitrary<int[]> Numbers =
        Gen.Choose(1, 12).NonEmptyListOf().Select(numbers => numbers.ToArray()).ToArbitrary();

    [Fact]
    public void The_id_of_a_batch_follows_from_the_ids_of_its_records_and_nothing_else() => Law.Holds(
        Numbers, numbers => Assert.Equal(Id(numbers, size: 0), Id(numbers, size: 9)));

    [Fact]
    public void Other_records_or_another_order_make_another_id() => Law.Holds(
        Gen.Zip(Numbers.Generator, Numbers.Generator).ToArbitrary(),
        pair => Assert.Equal(pair.Item1.SequenceEqual(pair.Item2), Id(pair.Item1, 0) == Id(pair.Item2, 0)));

    private static string Id(int[] numbers, int size) =>
        new ExportBatch([.. numbers.Select(number => Records.Of(number, size))]).Id;
}
