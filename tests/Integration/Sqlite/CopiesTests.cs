using System.Runtime.InteropServices;
using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Sqlite;

public sealed class CopiesTests
{
    [Fact]
    public void What_is_copied_stays_what_it_was()
    {
        var random = new Random(7);
        var copies = new Copies();
        var kept = new List<(byte[] Expected, ReadOnlyMemory<byte> Copy)>();
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(5) == 0 ? random.Next(5_000) : random.Next(400)];
            random.NextBytes(bytes);
            kept.Add(([.. bytes], copies.Copy(bytes)));
            Array.Clear(bytes);
        }

        Assert.All(kept, pair => Assert.True(pair.Copy.Span.SequenceEqual(pair.Expected)));
    }

    [Fact]
    public void Who_keeps_one_keeps_no_more_than_a_page_beside_it()
    {
        var copies = new Copies();
        for (long copied = 0, i = 0; i < 200; i++)
        {
            var bytes = new byte[300];
            Assert.True(MemoryMarshal.TryGetArray(copies.Copy(bytes), out var kept));
            Assert.InRange(kept.Array!.Length, bytes.Length, Math.Max(bytes.Length, Math.Min(4096, copied)));
            copied += bytes.Length;
        }
    }
}
