using System.Text;
using Timeline.Rows;
using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Sqlite;

public sealed class InflatedTests
{
    private readonly Inflated _inflated = new();

    [Fact]
    public void It_gives_what_inflating_gives_however_often_it_is_asked()
    {
        string[] texts = [.. Enumerable.Range(0, 9).Select(i => $"{i}{new string('x', 99 * i)}")];
        byte[][] plain = [.. texts.Select(Encoding.UTF8.GetBytes)];
        byte[][] coded = [.. plain.Select(it => Compression.Compress(it, Compression.Quick))];
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var at = random.Next(plain.Length);
            Assert.Equal(plain[at], _inflated.TryInflate([.. coded[at]]));
        }
    }

    [Fact]
    public void The_same_bytes_are_inflated_once()
    {
        var coded = Compression.Compress(new byte[5_000], Compression.Quick);
        Assert.Same(_inflated.TryInflate([.. coded]), _inflated.TryInflate([.. coded]));
    }

    [Fact]
    public void What_is_damaged_is_not_taken_for_what_it_was()
    {
        var coded = Compression.Compress(Encoding.UTF8.GetBytes(new string('x', 5_000)), Compression.Quick);
        var whole = _inflated.TryInflate([.. coded]);
        for (var at = 0; at < coded.Length; at++)
        {
            byte[] hurt = [.. coded];
            hurt[at] ^= 0x10;
            Assert.Equal(Compression.TryInflate(hurt), _inflated.TryInflate(hurt));
        }

        Assert.Equal(whole, _inflated.TryInflate(coded));
    }

    [Fact]
    public void What_is_long_is_not_kept()
    {
        var coded = Compression.Compress(new byte[(1 << 20) + 1], Compression.Quick);
        Assert.NotSame(_inflated.TryInflate([.. coded]), _inflated.TryInflate([.. coded]));
    }
}
