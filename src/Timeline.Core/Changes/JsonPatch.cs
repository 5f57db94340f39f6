using System.Buffers;
using System.Collections.Immutable;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>A JSON Patch: operations as RFC 6902 defines them, carried out in turn, all or none.</summary>
/// <remarks>
/// It differs from a <see cref="Patch"/> in that it does not say what was there before, and so cannot be inverted
/// without the value it applies to. Equal if the operations are. Immutable and safe to share between threads.
/// </remarks>
public sealed class JsonPatch : IEquatable<JsonPatch>
{
    /// <summary>The patch of no operations.</summary>
    public static readonly JsonPatch Empty = new([]);

    /// <summary>In a patch a value lies two levels deeper than in a document.</summary>
    private static readonly JsonLimits Limits = new() { Depth = JsonLimits.Default.Depth + 2 };

    private readonly ImmutableArray<JsonPatchOperation> _operations;

    internal JsonPatch(ImmutableArray<JsonPatchOperation> operations) => _operations = operations;

    /// <summary>The operations, in order.</summary>
    public IReadOnlyList<JsonPatchOperation> Operations => _operations;

    /// <summary>A patch of these operations.</summary>
    /// <param name="operations">The operations, in order.</param>
    /// <returns>The patch.</returns>
    public static JsonPatch From(IEnumerable<JsonPatchOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return new JsonPatch([.. operations]);
    }

    /// <summary>Reads a patch from JSON text.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="limits">What the text may hold; null for the default, with two levels more.</param>
    /// <returns>
    /// The patch, or <see cref="TimelineError.JsonInvalid"/> for what is no JSON, or
    /// <see cref="TimelineError.JsonPatchInvalid"/>, which names the first operation that is wrong.
    /// </returns>
    public static Either<TimelineError, JsonPatch> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null) =>
        Parse(utf8, limits ?? Limits, new ReadCache(utf8.Length));

    /// <summary>Reads a patch and carries it out, with what readings before have remembered.</summary>
    /// <returns>What is wrong with the patch, or does not fit; null if the value is the new one.</returns>
    internal static TimelineError? TryApply(
        ReadOnlySpan<byte> utf8, JsonLimits limits, ReadCache cache, ref Value value)
    {
        var run = new JsonPatchRun(value, null);
        if (JsonPatchReader.TryApply(utf8, limits, cache, run))
        {
            value = run.Value;
            return null;
        }

        var patch = Parse(utf8, limits, cache);
        if (patch.IsLeft) return (TimelineError)patch;
        var applied = ((JsonPatch)patch).Apply(value);
        if (applied.IsLeft) return (TimelineError)applied;
        value = (Value)applied;
        return null;
    }

    /// <summary>Reads a patch and carries it out after those that a run has seen.</summary>
    /// <returns>False where it is wrong, does not fit or is written in an unusual way; the run is then spoilt.
    /// </returns>
    internal static bool TryContinue(ReadOnlySpan<byte> utf8, JsonLimits limits, ReadCache cache, JsonPatchRun run)
    {
        run.Begin();
        return JsonPatchReader.TryApply(utf8, limits, cache, run);
    }

    private static Either<TimelineError, JsonPatch> Parse(
        ReadOnlySpan<byte> utf8, JsonLimits limits, ReadCache cache) =>
        JsonPatchReader.TryRead(utf8, limits, cache) is { } patch
            ? patch
            : JsonReader.Read(utf8, limits, cache).Bind(FromValue);

    /// <summary>Reads a patch from JSON text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limits">What the text may hold; null for the default.</param>
    /// <returns>As the other overload.</returns>
    public static Either<TimelineError, JsonPatch> Parse(string text, JsonLimits? limits = null) =>
        Json.Parse(text, limits ?? Limits).Bind(FromValue);

    /// <summary>Reads a patch from its JSON value: a list of operations.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The patch, or <see cref="TimelineError.JsonPatchInvalid"/>.</returns>
    public static Either<TimelineError, JsonPatch> FromValue(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonPatchText.Read(value);
    }

    /// <summary>The patch as a JSON value.</summary>
    /// <returns>A list of maps.</returns>
    /// <exception cref="ArgumentException">
    /// A value is so deep that two levels more are beyond <see cref="Value.MaximumDepth"/>; writing it as text works.
    /// </exception>
    public Value ToValue() => Value.List.From(_operations.Select(JsonPatchText.ToValue));

    /// <summary>The patch as compact JSON text.</summary>
    /// <returns>UTF-8. O(size).</returns>
    public byte[] ToUtf8()
    {
        var output = new ArrayBufferWriter<byte>(64 + (64 * _operations.Length));
        Write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the patch as compact JSON text.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        JsonPatchText.Write(_operations.AsSpan(), output);
    }

    /// <summary>Carries out all operations.</summary>
    /// <param name="value">The value to start from.</param>
    /// <returns>
    /// The new value, or <see cref="TimelineError.JsonPatchFailed"/>, which names the first operation that fails: a
    /// path that is not there, a test that does not hold, a value moved into itself, or a result that would nest too
    /// deep or that copies more than <see cref="MaximumCopied"/> values, or values
    /// that make the document longer than 1 GiB.
    /// </returns>
    public Either<TimelineError, Value> Apply(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var run = new JsonPatchRun(value, null);
        return run.Run(_operations.AsSpan()) is { } error ? error : run.Value;
    }

    /// <summary>
    /// How many values (lists and maps with all they hold) the <c>copy</c> operations of one patch may copy.
    /// </summary>
    /// <remarks>Else a short text could double a document again and again.</remarks>
    public const int MaximumCopied = 1_000_000;

    // A chain of patches, each within the limit of copies, must not make what nobody can write or read again.
    internal const long MaximumWritten = 1L << 30;

    /// <summary>The patch with what each operation finds, so that it can be checked, inverted and shown.</summary>
    /// <param name="before">The value that the operations are for.</param>
    /// <returns>
    /// A patch that leads from <paramref name="before"/> to what <see cref="Apply"/> gives, or the same error.
    /// Operations that change nothing (<c>test</c> among them) leave no trace; a <c>copy</c> becomes an addition.
    /// </returns>
    public Either<TimelineError, Patch> ToPatch(Value before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var run = new JsonPatchRun(before, new List<Change>(_operations.Length));
        return run.Run(_operations.AsSpan()) is { } error ? error : Patch.From(run.Changes!);
    }

    /// <inheritdoc/>
    public bool Equals(JsonPatch? other) => ReferenceEquals(this, other)
        || (other is not null && _operations.AsSpan().SequenceEqual(other._operations.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonPatch);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var operation in _operations) hash.Add(operation);
        return hash.ToHashCode();
    }

    /// <summary>The patch as compact JSON text.</summary>
    /// <returns>A JSON array.</returns>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToUtf8());
}
