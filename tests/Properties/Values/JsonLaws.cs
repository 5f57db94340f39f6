using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

/// <summary>Reading and writing JSON.</summary>
public sealed class JsonLaws
{
    private static readonly Arbitrary<(Value Value, int Seed)> Noisy = (
        from value in ValueGenerators.Values
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (value, seed)).ToArbitrary();

    [Fact]
    public void Reading_what_was_written_gives_the_same_value_with_order_and_spelling() =>
        Law.Holds(ValueGenerators.Any, value =>
        {
            var read = Read(Json.ToUtf8(value));
            Assert.True(value.ExactlyEquals(read));
            Assert.Equal(value, read);
            Assert.Equal(value.GetHashCode(), read.GetHashCode());
            Assert.Equal(value.ToString(), read.ToString());
        });

    [Fact]
    public void A_text_however_it_is_written_gives_the_value_it_was_written_from() => Law.Holds(Noisy, noisy =>
    {
        var text = NoisyJson.Write(noisy.Value, noisy.Seed);
        Assert.True(noisy.Value.ExactlyEquals(Read(Encoding.UTF8.GetBytes(text))));
        Assert.True(noisy.Value.ExactlyEquals(Json.Parse(text).Match(value => value, _ => Value.OfNull())));
    });

    [Fact]
    public void A_fault_is_named_with_its_line_column_and_path() => Law.Holds(Noisy, noisy =>
    {
        var parts = PathGenerators.Of(noisy.Value).ToList();
        var path = parts[noisy.Seed % parts.Count].Path;
        var text = NoisyJson.Write(noisy.Value, noisy.Seed, path, out var at);
        var lines = text[..at].Split('\n');
        var column = 1 + lines[^1].EnumerateRunes().Count();
        var error = Json.Parse(text).Match(_ => null!, error => Assert.IsType<TimelineError.JsonInvalid>(error));
        Assert.Equal((lines.Length, column, path.ToString()), (error.Line, error.Column, error.Path));
    });

    [Fact]
    public void Every_cut_text_is_refused_or_complete() => Law.Holds(Noisy, noisy =>
    {
        var text = Encoding.UTF8.GetBytes(NoisyJson.Write(noisy.Value, noisy.Seed));
        var step = Math.Max(1, text.Length / 60);
        for (var length = 0; length < text.Length; length += step) Agree(text.AsMemory(0, length));
    }, 100);

    [Fact]
    public void Reading_accepts_what_the_platform_accepts_and_nothing_else() => Law.Holds(Noisy, noisy =>
    {
        var random = new Random(noisy.Seed);
        var text = Encoding.UTF8.GetBytes(NoisyJson.Write(noisy.Value, noisy.Seed));
        for (var turn = 0; turn < 30; turn++)
        {
            var mutated = (byte[])text.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                mutated[random.Next(mutated.Length)] = Mutation(random);
            Agree(mutated);
        }
    });

    [Fact]
    public void A_text_in_pieces_reads_as_in_one() => Law.Holds(Noisy, noisy =>
    {
        var text = Encoding.UTF8.GetBytes(NoisyJson.Write(noisy.Value, noisy.Seed));
        var first = new Piece(text.AsMemory(0, text.Length / 2), null, 0);
        var last = new Piece(text.AsMemory(text.Length / 2), first, text.Length / 2);
        var read = Json.Parse(new System.Buffers.ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));
        Assert.True(noisy.Value.ExactlyEquals(read.Match(value => value, _ => null!)));
    });

    [Fact]
    public void Writing_to_a_buffer_gives_the_same_bytes_as_writing_to_an_array() => Law.Holds(ValueGenerators.Any, value =>
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Json.Write(value, output, JsonStyle.Indented);
        Assert.Equal(Json.ToUtf8(value, JsonStyle.Indented), output.WrittenSpan.ToArray());
    });

    private static byte Mutation(Random random) => random.Next(4) == 0
        ? (byte)random.Next(256)
        : (byte)"{}[],:\"\\ud80e+-.0123456789 \ntruefalsn"[random.Next(37)];

    private static Value Read(byte[] text) => Right(Json.Parse(text));

    private static void Agree(ReadOnlyMemory<byte> text)
    {
        var ours = Json.Parse(text.Span).Match(_ => string.Empty, error => error.Message);
        var isFine = IsAcceptedByPlatform(text);
        Assert.True(
            isFine == (ours.Length == 0) || ours.Contains("18 digits", StringComparison.Ordinal),
            $"{Encoding.UTF8.GetString(text.Span)}: {ours}");
    }

    private static bool IsAcceptedByPlatform(ReadOnlyMemory<byte> text)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = 512, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(text, options);
            Touch(document.RootElement);
            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Touch(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) _ = element.GetString();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Touch(item);
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            _ = property.Name;
            Touch(property.Value);
        }
    }

    private sealed class Piece : System.Buffers.ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before, long index)
        {
            Memory = memory;
            RunningIndex = index;
            before?.Next = this;
        }
    }
}
