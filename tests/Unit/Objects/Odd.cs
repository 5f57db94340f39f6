using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Timeline.Tests.Unit.Objects;

#pragma warning disable CA1812 // They are made by System.Text.Json.

/// <summary>Types that are trouble in one way each.</summary>
internal static class Odd
{
    internal sealed record Holds<T>(string Name, T Part);

    internal sealed record Choosy
    {
        public Choosy(int count) => Count = count < 0 ? throw new ArgumentException("no less than nothing") : count;

        public int Count { get; }
    }

    internal sealed record Needs
    {
        public required string Name { get; init; }

        public int Count { get; init; }
    }

    internal sealed class Fixed
    {
        public int Count { get; } = 3;
    }

    [JsonConverter(typeof(GrumpyConverter))]
    internal sealed record Grumpy(string Text);

    internal sealed class GrumpyConverter : JsonConverter<Grumpy>
    {
        public override Grumpy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is "bad" ? throw new InvalidOperationException("not this one") : new Grumpy("read");

        public override void Write(Utf8JsonWriter writer, Grumpy value, JsonSerializerOptions options)
        {
            if (value.Text == "bad") throw new InvalidOperationException("not that one");
            writer.WriteStringValue(value.Text);
        }
    }

    internal sealed class Throwing : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator()
        {
            yield return 1;
            throw new InvalidOperationException("no second one");
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    internal sealed record Chain(int Number, Chain? Next);

    internal sealed record Wide(ImmutableArray<int> Numbers);

    internal sealed record Text(string Content);

    internal sealed class Spanned
    {
        public ReadOnlySpan<char> Letters => "abc";
    }

    internal readonly record struct Key(int X);
}
