using System.Security.Cryptography;
using FsCheck.Fluent;
using Timeline.Sequences;

namespace Timeline.Tests.Properties.Sequences;

public sealed class SequenceBytesLaws
{
    [Fact]
    public void Altered_bytes_are_refused() => Law.Holds(Edit.Some(20), edits =>
    {
        var bytes = Replicas.Play(edits).Texts[0].ToBytes();
        var random = new Random(edits.Length);
        for (var i = 0; i < 20; i++)
        {
            var altered = Altered(bytes, random);
            if (!altered.AsSpan().SequenceEqual(bytes))
                Assert.True(CrdtText.FromBytes(altered).IsLeft);
        }
    });

    // With a right sum, as an adversary writes it.
    [Fact]
    public void Forged_bytes_are_refused_or_a_state_that_keeps_all_rules() => Law.Holds(Edit.Some(20), edits =>
    {
        var text = Replicas.Play(edits).Texts[0];
        var bytes = text.ToBytes();
        var random = new Random(edits.Length);
        for (var i = 0; i < 20; i++)
        {
            _ = CrdtText.FromBytes(Summed(Altered(bytes, random))).Map(forged =>
            {
                Assert.Null(SequenceCheck.Fault(forged.State));
                Assert.Null(SequenceCheck.Fault(text.Merge(forged).State));
                Assert.True(CrdtText.FromBytes(forged.ToBytes()).IsRight);
                return forged.ToString();
            });
        }
    }, 500);

    [Fact]
    public void Columns_of_any_numbers_are_refused_or_a_state_that_keeps_all_rules() => Law.Holds(
        Gen.Choose(0, 12).ListOf().ToArbitrary(),
        numbers =>
        {
            byte[] columns = [1, 1, (byte)'a', .. numbers.Select(number => (byte)number)];
            byte[] bytes = [(byte)'T', 1, (byte)columns.Length, (byte)columns.Length, .. columns, 3, 3, .. "xyz"u8];
            _ = CrdtText.FromBytes(Summed([.. bytes, .. new byte[8]])).Map(forged =>
            {
                Assert.Null(SequenceCheck.Fault(forged.State));
                return forged.ToString();
            });
        },
        5_000);

    private static byte[] Altered(byte[] bytes, Random random)
    {
        var altered = bytes.ToArray();
        switch (random.Next(3))
        {
            case 0:
                return altered[..random.Next(altered.Length)];
            case 1:
                altered[random.Next(altered.Length)] ^= (byte)(1 << random.Next(8));
                return altered;
            default:
                altered[random.Next(altered.Length)] = (byte)random.Next(256);
                altered[random.Next(altered.Length)] = (byte)random.Next(256);
                return altered;
        }
    }

    private static byte[] Summed(byte[] bytes) =>
        bytes.Length < 8 ? bytes : [.. bytes[..^8], .. SHA256.HashData(bytes[..^8])[..8]];
}
