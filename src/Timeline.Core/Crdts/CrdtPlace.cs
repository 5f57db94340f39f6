using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>Where a token stands in JSON, for whoever reads an error: found by reading again up to it.</summary>
internal static class CrdtPlace
{
    /// <summary>The path to the token at an offset, as <c>$.state.a[0]</c>; as far as the bytes are JSON.</summary>
    internal static string Of(ReadOnlySpan<byte> utf8, long offset, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(utf8, options);
        var steps = new List<Step>();
        try
        {
            while (reader.Read())
            {
                Follow(ref reader, steps);
                if (reader.TokenStartIndex >= offset)
                    break;
                Enter(reader.TokenType, steps);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The bytes are no JSON from here on: what was read tells the place.
        }
        return steps.Aggregate(new StringBuilder("$"), (path, step) => step.AppendTo(path)).ToString();
    }

    /// <summary>Takes the innermost step to where the token stands.</summary>
    private static void Follow(ref Utf8JsonReader reader, List<Step> steps)
    {
        if (reader.TokenType is JsonTokenType.EndObject)
            steps[^1] = new Step(null, -1);
        else if (reader.TokenType is JsonTokenType.PropertyName)
            steps[^1] = new Step(reader.GetString(), -1);
        else if (steps is [.., { Index: >= 0 } last])
            steps[^1] = last with { Index = last.Index + 1 };
        else if (steps is [.., { Name: null }])
            steps[^1] = new Step(null, 0);
    }

    private static void Enter(JsonTokenType token, List<Step> steps)
    {
        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
            steps.Add(new Step(null, -1));
        else if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            steps.RemoveAt(steps.Count - 1);
    }

    /// <summary>A member of an object, by name, or an element of an array, by index; or neither yet.</summary>
    private readonly record struct Step(string? Name, int Index)
    {
        public StringBuilder AppendTo(StringBuilder path) => Name is not null
            ? path.Append('.').Append(Name)
            : Index >= 0 ? path.Append(CultureInfo.InvariantCulture, $"[{Index}]") : path;
    }
}
