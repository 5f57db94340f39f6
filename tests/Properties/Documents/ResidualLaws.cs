using FsCheck;
using FsCheck.Fluent;
using Timeline.Documents;

namespace Timeline.Tests.Properties.Documents;

public sealed class ResidualLaws
{
    private static readonly Arbitrary<(byte[] Rendered, byte[] Exact)> Texts = Gen
        .ArrayOf(Gen.Elements(" \n{}\":,ab12e\\"u8.ToArray()))
        .Two()
        .Select(pair => (pair.Item1, pair.Item2))
        .ToArbitrary();

    [Fact]
    public void A_residual_leads_to_exactly_the_recorded_bytes() => Law.Holds(
        Texts,
        texts => Residual.TryApply(texts.Rendered, Residual.Between(texts.Rendered, texts.Exact), 1000, out var exact) &&
            exact.AsSpan().SequenceEqual(texts.Exact));

    [Fact]
    public void An_altered_residual_is_refused_or_read_but_never_throws_nor_exceeds_the_limit() => Law.Holds(
        Texts.Generator.SelectMany(texts => Gen.Choose(0, 100_000), (texts, at) => (texts, at)).ToArbitrary(),
        sample =>
        {
            var residual = Residual.Between(sample.texts.Rendered, sample.texts.Exact);
            residual[sample.at % residual.Length] ^= (byte)(1 + (sample.at % 255));
            var read = Residual.TryApply(sample.texts.Rendered, residual, 1000, out var exact);
            Assert.True(!read || exact.Length <= 1000);
        },
        cases: 500);

    [Fact]
    public void A_regular_difference_over_a_long_text_costs_little()
    {
        var rows = Enumerable.Range(0, 2000).ToArray();
        var tight = string.Join(",", rows.Select(row => $"\"key{row}\":\"some text {row}\""));
        var loose = string.Join(" ,\n   ", rows.Select(row => $"\"key{row}\" :  \"some text {row}\""));
        var residual = Residual.Between(
            System.Text.Encoding.UTF8.GetBytes(tight), System.Text.Encoding.UTF8.GetBytes(loose));
        Assert.True(residual.Length < 800, $"{residual.Length} bytes");
    }
}
