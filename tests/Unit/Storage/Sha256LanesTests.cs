using System.Security.Cryptography;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class Sha256LanesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void The_digests_of_many_texts_are_those_of_each(int count)
    {
        var random = new Random(count);
        for (var round = 0; round < 20; round++)
        {
            var texts = new ReadOnlyMemory<byte>[count];
            for (var i = 0; i < count; i++) texts[i] = Text(random, random.Next(10) == 0 ? 5000 : 300);
            AssertDigests(texts);
        }
    }

    [Fact]
    public void Every_length_around_the_edges_of_a_block_is_padded_right()
    {
        var random = new Random(20130201);
        AssertDigests([.. Enumerable.Range(0, 260).Select(length => Bytes(random, length))]);
        AssertDigests([.. Enumerable.Range(4090, 12).Select(length => Bytes(random, length))]);
    }

    private static void AssertDigests(ReadOnlyMemory<byte>[] texts)
    {
        var digests = new Digest[texts.Length];
        var expected = texts.Select(text => new Digest(SHA256.HashData(text.Span)));
        Sha256Lanes.HashEach(texts, digests);
        Assert.Equal(expected, digests);
        Array.Clear(digests);
        Sha256Lanes.HashEach(texts, digests, sideBySide: false);
        Assert.Equal(expected, digests);
    }

    private static ReadOnlyMemory<byte> Text(Random random, int most) => Bytes(random, random.Next(most));

    private static ReadOnlyMemory<byte> Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
