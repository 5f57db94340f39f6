using System.Text.Json;

namespace Timeline.Storage;

/// <summary>What can be told of a patch from its text alone.</summary>
internal static class PatchText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1024 };

    /// <summary>How many operations a patch has.</summary>
    /// <param name="patch">The text.</param>
    /// <returns>The count, or null where the text is not a JSON array.</returns>
    public static int? CountOperations(ReadOnlySpan<byte> patch)
    {
        try
        {
            var reader = new Utf8JsonReader(patch, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return null;
            var count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                count++;
                reader.Skip();
            }
            return reader.Read() ? null : count;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
