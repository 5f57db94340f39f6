using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

/// <summary>Attributes of members mean what they mean to System.Text.Json.</summary>
public sealed class MemberConverterTests
{
    private static readonly Log Old = new(Level.Warning, 17, new Span(1, 5), [1, 2]);

    [Fact]
    public void A_member_is_written_by_its_own_converter_and_handling_of_numbers() => Assert.Equal(
        Json.Parse(JsonSerializer.Serialize(Old)),
        ObjectTree.Default.ToValue(Old));

    [Fact]
    public void It_is_read_back_so() =>
        Assert.Equal(Old with { Marks = Old.Marks }, Back(Old) with { Marks = Old.Marks });

    [Fact]
    public void A_change_of_it_is_told_and_applied_as_it_is_written()
    {
        var now = Old with { Level = Level.Error, Number = 18, Span = new Span(2, 5) };
        var patch = Right(Diff.Between(Old, now));
        Assert.Equal(
            "~ /Level: \"Warning\" -> \"Error\";~ /Number: \"17\" -> \"18\";~ /Span: \"1-5\" -> \"2-5\"",
            string.Join(';', patch.Changes));
        Assert.Equal(now, patch.Apply(Old));
    }

    [Fact]
    public void Extension_data_is_refused_rather_than_lost() => Assert.Equal(
        "cannot see the Open: its Rest is extension data, which is no member of its own",
        ObjectTree.Default.ToValue(new Open(1) { Rest = new() { ["a"] = 1 } }).Match(_ => "", error => error.Message));

    private static Log Back(Log log) =>
        Right(ObjectTree.Default.FromValue<Log>(Right(ObjectTree.Default.ToValue(log))));

    internal sealed record Open(int Id)
    {
        [JsonExtensionData]
        public Dictionary<string, object>? Rest { get; init; }
    }

    internal enum Level
    {
        Warning,
        Error,
    }

    internal sealed record Log(
        [property: JsonConverter(typeof(JsonStringEnumConverter))] Level Level,
        [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
        int Number,
        [property: JsonConverter(typeof(SpanConverter))] Span Span,
        int[] Marks);

    internal readonly record struct Span(int From, int To);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The attribute makes it.")]
    internal sealed class SpanConverter : JsonConverter<Span>
    {
        public override Span Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parts = reader.GetString()!.Split('-');
            return new Span(
                int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        }

        public override void Write(Utf8JsonWriter writer, Span value, JsonSerializerOptions options) =>
            writer.WriteStringValue($"{value.From}-{value.To}");
    }
}
