using System.Diagnostics;
using Timeline.Documents;

namespace Timeline.Tests.Unit.Documents;

/// <summary>Lines of an archive that are long: read once, and not beyond a limit.</summary>
public sealed class LongLineTests
{
    [Fact]
    public async Task Of_a_line_that_does_not_end_only_as_much_is_given_as_shows_that_it_is_too_long()
    {
        using var endless = new Endless();
        var lines = new List<int>();
        await foreach (var line in ArchiveLines.ReadAsync(endless, 300_000, TestContext.Current.CancellationToken)) lines.Add(line.Length);
        Assert.Equal([300_001], lines);
    }

    [Fact]
    public async Task Lines_up_to_the_limit_are_given_whole()
    {
        var bytes = new byte[1_000_000];
        Array.Fill(bytes, (byte)'x');
        foreach (var end in (int[])[0, 1, 400_000, 700_000, 999_999]) bytes[end] = (byte)'\n';
        using var stream = new MemoryStream(bytes);
        var lines = new List<int>();
        await foreach (var line in ArchiveLines.ReadAsync(stream, 400_000, TestContext.Current.CancellationToken)) lines.Add(line.Length);
        Assert.Equal([0, 0, 399_998, 299_999, 299_998], lines);
    }

    [Fact]
    public async Task A_line_of_many_blocks_is_looked_through_once()
    {
        var bytes = new byte[128 << 20];
        bytes[^1] = (byte)'\n';
        using var stream = new MemoryStream(bytes);
        var started = Stopwatch.GetTimestamp();
        await foreach (var line in ArchiveLines.ReadAsync(stream, TestContext.Current.CancellationToken)) Assert.Equal(bytes.Length - 1, line.Length);

        // Looked through again with each block it takes 128 GiB of reading.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }
}
