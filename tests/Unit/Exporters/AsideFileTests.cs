using System.Collections.Immutable;
using System.Text;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Exporters;

public sealed class AsideFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-aside-").FullName;

    private string Place => Path.Combine(_folder, "refused.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_that_a_killed_process_left_torn_is_ended_before_the_next()
    {
        File.WriteAllText(Place, "{\"a\":1}\n{\"b");
        Assert.Equal(1, new AsideFile(Place, 1000).Append(Lines("{}")));
        Assert.Equal(["{\"a\":1}", "{\"b", "{}"], File.ReadAllLines(Place));
    }

    [Fact]
    public void Lines_are_kept_as_long_as_there_is_room()
    {
        var file = new AsideFile(Place, 8);
        Assert.Equal(2, file.Append(Lines("[1]", "[2]", "[3]")));
        Assert.Equal(0, file.Append(Lines("4")));
        Assert.Equal("[1]\n[2]\n", File.ReadAllText(Place));
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> Lines(params string[] lines) =>
        [.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))];
}
