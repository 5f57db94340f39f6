using System.Buffers;
using LanguageExt;
using Timeline.Changes;
using Timeline.Storage;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Documents;

/// <summary>Patches as a store keeps them: RFC 6902 as compact UTF-8.</summary>
internal static class PatchBytes
{
    // The operations around a value nest it three levels deeper than it was read with.
    private static readonly JsonLimits Limits = JsonLimits.Default with
    {
        Depth = JsonLimits.Default.Depth + 3,
        Bytes = int.MaxValue,
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

    /// <summary>The value that a store's chain of patches leads to.</summary>
    public static Either<TimelineError, Value> ToValue(HistoryName history, RestoreChain chain)
    {
        Value? value = null;
        if (chain.Snapshot is { } snapshot)
        {
            var parsed = Json.Parse(snapshot.Span, Limits);
            if (!parsed.TryGet(out value, out var error)) return error;
        }

        foreach (var step in chain.Steps)
        {
            if (!Apply(step.Payload!.Patch, value).TryGet(out value, out var error))
                return new TimelineError.PatchUnfit(history, step.Number, error);
        }

        return value ?? throw new System.Diagnostics.UnreachableException("a chain without snapshot and steps");
    }
}
