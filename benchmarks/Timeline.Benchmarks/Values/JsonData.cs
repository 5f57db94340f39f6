using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Timeline.Benchmarks.Values;

/// <summary>A document of records like those of a web service, the same at every run.</summary>
internal static class JsonData
{
    /// <summary>JSON on one line of about so many bytes.</summary>
    public static byte[] Records(int bytes)
    {
        var random = new Random(20130201);
        var text = new StringBuilder("[");
        for (var id = 0; text.Length < bytes; id++)
        {
            if (id > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $$"""
                {"id":{{id}},"name":"name {{random.Next(100_000)}}","email":"user{{random.Next()}}@example.com","active":{{(random.Next(2) == 0 ? "true" : "false")}},"balance":{{random.Next(100_000)}}.{{random.Next(10, 99)}},"tags":["red","green","t{{random.Next(100)}}"],"address":{"street":"{{random.Next(1000)}} Main Street","city":"City{{random.Next(500)}}","geo":{"lat":{{random.NextDouble()}},"lon":{{random.NextDouble()}} } },"note":null}
                """);
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>A map of so many entries under keys of nine characters.</summary>
    public static byte[] WideMap(int entries) => Encoding.UTF8.GetBytes(
        "{" + string.Join(',', Enumerable.Range(0, entries).Select(n => $"\"{WideKey(n)}\":{n}")) + "}");

    /// <summary>The key of an entry of <see cref="WideMap"/>.</summary>
    public static string WideKey(int entry) =>
        string.Create(CultureInfo.InvariantCulture, $"k{entry * 7919L % 100_000_000:D8}");

    /// <summary>A node tree with every value taken out of its text, as <c>Value</c> always is.</summary>
    public static JsonNode Materialised(byte[] utf8)
    {
        var node = JsonNode.Parse(utf8)!;
        Touch(node);
        return node;
    }

    private static void Touch(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            foreach (var (_, inner) in map) Touch(inner);
        }
        else if (node is JsonArray list)
        {
            foreach (var inner in list) Touch(inner);
        }
        else if (node is JsonValue value)
        {
            if (value.GetValueKind() == JsonValueKind.String) _ = value.GetValue<string>();
            else if (value.GetValueKind() == JsonValueKind.Number) _ = value.GetValue<double>();
        }
    }
}
