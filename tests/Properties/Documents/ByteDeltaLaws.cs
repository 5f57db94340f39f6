using FsCheck;
using FsCheck.Fluent;
using Timeline.Documents;

namespace Timeline.Tests.Properties.Documents;

public sealed class ByteDeltaLaws
{
    private static readonly Arbitrary<(byte[] Before, byte[] After)> Texts = Gen
        .Choose(0, 3)
        .SelectMany(letters => Gen.ArrayOf(Gen.Elements(" \n{}\":,ab12e\\"u8.ToArray().Take(5 + (letters * 3)).ToArray())))
        .Two()
        .Select(pair => (pair.Item1, pair.Item2))
        .ToArbitrary();

    private static readonly Arbitrary<(byte[] Before, byte[] After)> Edited = Gen
        .ArrayOf(Gen.Elements(" \n{}\":,abcdefgh12345e\\u"u8.ToArray()), 300)
        .SelectMany(text => Gen.ListOf(Gen.Choose(0, 299)).Select(cuts => (text, Cut(text, cuts))))
        .ToArbitrary();

    [Fact]
    public void A_delta_leads_to_exactly_the_other_text() => Law.Holds(Texts, LeadsToTheOther, cases: 1000);

    [Fact]
    public void A_delta_leads_to_exactly_the_edited_text() => Law.Holds(Edited, LeadsToTheOther);

    [Fact]
    public void Another_white_space_costs_few_bytes_a_token() => Law.Holds(
        Gen.Choose(0, 200).ToArbitrary(),
        entries =>
        {
            var tight = string.Join(",", Enumerable.Range(0, entries).Select(i => $"\"key{i}\":\"some text {i}\""));
            var loose = string.Join(" ,\n   ", Enumerable.Range(0, entries).Select(i => $"\"key{i}\" :  \"some text {i}\""));
            return ByteDelta.Between(Bytes(tight), Bytes(loose)).Length <= 10 + (entries * 20);
        },
        cases: 30);

    [Fact]
    public void Altered_deltas_are_refused_or_read_but_never_throw() => Law.Holds(
        Edited.Generator.SelectMany(pair => Gen.Choose(0, 100_000), (pair, at) => (pair, at)).ToArbitrary(),
        sample =>
        {
            var delta = ByteDelta.Between(sample.pair.Before, sample.pair.After);
            delta[sample.at % delta.Length] ^= (byte)(1 + (sample.at % 255));
            var read = ByteDelta.TryApply(sample.pair.Before, delta, 10_000, out var after);
            Assert.True(!read || after.Length <= 10_000);
        },
        cases: 1000);

    private static bool LeadsToTheOther((byte[] Before, byte[] After) pair)
    {
        var delta = ByteDelta.Between(pair.Before, pair.After);
        return ByteDelta.TryApply(pair.Before, delta, 10_000, out var after) && after.AsSpan().SequenceEqual(pair.After);
    }

    private static byte[] Cut(byte[] text, IEnumerable<int> cuts)
    {
        var result = text.ToList();
        foreach (var cut in cuts)
        {
            if (cut % 2 == 0)
                result.InsertRange(Math.Min(cut, result.Count), Bytes("\\u00e9 "));
            else if (result.Count > cut + 3)
                result.RemoveRange(cut, 3);
        }

        return [.. result];
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
