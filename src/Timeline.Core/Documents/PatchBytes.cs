using System.Buffers;
using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Documents;

/// <summary>Patches as a store keeps them: RFC 6902 as compact UTF-8.</summary>
internal static class PatchBytes
{
    // What is stored was within somebody's limits when it was recorded. In a patch a value lies two levels deeper.
    private static readonly JsonLimits Limits = new()
    {
        Depth = Value.MaximumDepth,
        Bytes = long.MaxValue,
        TextBytes = int.MaxValue,
        Digits = int.MaxValue,
    };

    /// <summary>The patch that changes nothing.</summary>
    public static ReadOnlyMemory<byte> OfNothing { get; } = "[]"u8.ToArray();

    /// <summary>A patch.</summary>
    public static ReadOnlyMemory<byte> Of(Patch patch) => patch.ToJsonPatch().ToUtf8();

    /// <summary>The patch of a first version: it adds the whole value.</summary>
    public static ReadOnlyMemory<byte> OfWhole(Value value)
    {
        var text = new ArrayBufferWriter<byte>();
        text.Write("""[{"op":"add","path":"","value":"""u8);
        Json.Write(value, text);
        text.Write("}]"u8);
        return text.WrittenMemory;
    }

    /// <summary>The value after a patch; the base of a first version is not looked at.</summary>
    public static Either<TimelineError, Value> Apply(ReadOnlyMemory<byte> patch, Value? before)
    {
        if (patch.Span.SequenceEqual(OfNothing.Span) && before is not null) return before;
        return JsonPatch.Parse(patch.Span, Limits).Bind(it => it.Apply(before ?? Value.Null.Instance));
    }

    /// <summary>A stored patch with what each of its changes finds.</summary>
    public static Either<TimelineError, Patch> Read(ReadOnlyMemory<byte> patch, Value before) =>
        JsonPatch.Parse(patch.Span, Limits).Bind(it => it.ToPatch(before));
}
