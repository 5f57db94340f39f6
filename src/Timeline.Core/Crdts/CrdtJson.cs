using System.Buffers;
using System.Text.Json;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Crdts;

/// <summary>
/// Reads and writes states, and deltas, as JSON: <c>{"type":"or-set","version":1,"context":…,"state":…}</c>.
/// </summary>
/// <remarks>
/// The format is described in <c>docs/crdts.md</c>. Elements are written by the contract of an <see
/// cref="ObjectTree"/>. What is read may come from anybody: it is checked, and what no replica could have written is
/// refused.
/// </remarks>
public static class CrdtJson
{
    /// <summary>The version of the format that is written, and the newest that is read.</summary>
    public const int Version = 1;

    // A value as deep as there can be one, in some maps.
    private const int DepthMax = Value.MaximumDepth + 64;

    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, MaxDepth = DepthMax };

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = DepthMax };

    /// <summary>Writes a state. O(size).</summary>
    /// <typeparam name="TCrdt">The type of the state.</typeparam>
    /// <param name="state">The state, or a delta.</param>
    /// <param name="output">Where the UTF-8 bytes go.</param>
    /// <param name="tree">How elements are written; <see cref="ObjectTree.Default"/> if null.</param>
    /// <exception cref="ArgumentException">An element is, or holds, a text with half of a surrogate pair.</exception>
    public static void Write<TCrdt>(TCrdt state, IBufferWriter<byte> output, ObjectTree? tree = null)
        where TCrdt : class, ICrdt<TCrdt>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, Writing);
        var states = new CrdtOutput(writer, tree ?? ObjectTree.Default);
        writer.WriteStartObject();
        writer.WriteString("type", TCrdt.FormName);
        writer.WriteNumber("version", Version);
        if (state.KnownContext is { } context)
        {
            writer.WritePropertyName("context");
            ContextForm.Write(states, context);
        }
        writer.WritePropertyName("state");
        state.WriteState(states);
        writer.WriteEndObject();
    }

    /// <summary>A state as UTF-8 text. O(size).</summary>
    /// <typeparam name="TCrdt">The type of the state.</typeparam>
    /// <param name="state">The state, or a delta.</param>
    /// <param name="tree">How elements are written; <see cref="ObjectTree.Default"/> if null.</param>
    /// <returns>The bytes, in an array of their own.</returns>
    /// <exception cref="ArgumentException">An element is, or holds, a text with half of a surrogate pair.</exception>
    public static byte[] ToUtf8<TCrdt>(TCrdt state, ObjectTree? tree = null)
        where TCrdt : class, ICrdt<TCrdt>
    {
        using var output = new PooledBuffer();
        Write(state, output, tree);
        return output.Written.ToArray();
    }

    /// <summary>Reads a state. O(bytes).</summary>
    /// <typeparam name="TCrdt">The type of the state.</typeparam>
    /// <param name="utf8">What <see cref="ToUtf8"/> gives, or what another program wrote in the same format.</param>
    /// <param name="tree">How elements are read; <see cref="ObjectTree.Default"/> if null.</param>
    /// <returns>
    /// The state, <see cref="TimelineError.CrdtInvalid"/> with the place and the reason, or
    /// <see cref="TimelineError.CrdtFromNewerVersion"/>.
    /// </returns>
    public static Either<TimelineError, TCrdt> Read<TCrdt>(ReadOnlySpan<byte> utf8, ObjectTree? tree = null)
        where TCrdt : class, ICrdt<TCrdt>
    {
        var reader = new Utf8JsonReader(utf8, Reading);
        try
        {
            if (CrdtFrame.VersionOf(ref reader) is var version and > Version)
                return new TimelineError.CrdtFromNewerVersion(TCrdt.FormName, version, Version);
            reader = new Utf8JsonReader(utf8, Reading);
            return CrdtFrame.Read<TCrdt>(ref reader, new CrdtInput(tree ?? ObjectTree.Default));
        }
        catch (Exception error) when (error is CrdtFault or JsonException || ObjectTree.IsRefusal(error))
        {
            var reason = error is CrdtFault ? error.Message : ObjectTree.ReasonOf(error);
            var path = CrdtPlace.Of(utf8, reader.TokenStartIndex, Reading);
            return new TimelineError.CrdtInvalid(TCrdt.FormName, path, reader.BytesConsumed, reason);
        }
    }
}
