using System.Globalization;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A change that does not fit the value it was applied to.</summary>
    /// <param name="Index">The place of the change in its patch, from 0.</param>
    /// <param name="Path">The JSON Pointer at which it does not fit.</param>
    /// <param name="Expected">What the change expects there, described.</param>
    /// <param name="Found">What is there, described.</param>
    public sealed record PatchMismatch(int Index, string Path, string Expected, string Found) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the patch does not fit: change {Index} expects {Expected} at {Quoted(Path)}, where there is {Found}");
    }

    /// <summary>A JSON text that is no JSON Patch.</summary>
    /// <param name="Index">The place of the operation, from 0, or -1 for the patch as a whole.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record JsonPatchInvalid(int Index, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => Index < 0
            ? $"not a JSON Patch: {Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"not a JSON Patch: operation {Index}: {Reason}");
    }

    /// <summary>An operation of a JSON Patch that cannot be carried out; nothing of the patch was.</summary>
    /// <param name="Index">The place of the operation, from 0.</param>
    /// <param name="Operation">Its name: <c>add</c>, <c>remove</c>, <c>replace</c>, <c>move</c>, <c>copy</c>,
    /// <c>test</c>.</param>
    /// <param name="Path">The JSON Pointer at which it fails.</param>
    /// <param name="Reason">Why.</param>
    public sealed record JsonPatchFailed(int Index, string Operation, string Path, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the JSON Patch cannot be applied: operation {Index} ({Operation}) at {Quoted(Path)}: {Reason}");
    }

    /// <summary>A difference that a Merge Patch cannot say, because in it null means removal.</summary>
    /// <param name="Path">The JSON Pointer to the null that the new value holds.</param>
    public sealed record MergePatchInexpressible(string Path) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"a Merge Patch cannot set {Quoted(Path)} to null, as null means removal there; use a JSON Patch";
    }

    /// <summary>A merge policy that threw, or that decided what cannot be done; nothing was merged.</summary>
    /// <param name="Path">The JSON Pointer to the conflict it was asked about.</param>
    /// <param name="Reason">What it did.</param>
    public sealed record MergePolicyFailed(string Path, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"the merge policy failed on the conflict at {Quoted(Path)}: {Reason}";
    }

    /// <summary>A merge with conflicts that nobody has decided.</summary>
    /// <param name="Count">How many there are.</param>
    /// <param name="Path">The JSON Pointer to the first of them.</param>
    public sealed record MergeOpen(int Count, string Path) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"{Conflicts} open, the first at {Quoted(Path)}: decide, then merge");

        private string Conflicts => Count == 1 ? "1 conflict is" : string.Create(
            CultureInfo.InvariantCulture, $"{Count} conflicts are");
    }

    /// <summary>A conflict that was to be resolved where the merge has none.</summary>
    /// <param name="Path">The JSON Pointer at which there is none.</param>
    /// <param name="First">The JSON Pointer to the first conflict there is; null if there is none at all.</param>
    public sealed record ConflictMissing(string Path, string? First) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => First is null
            ? $"there is no conflict at {Quoted(Path)} to resolve, nor anywhere else"
            : $"there is no conflict at {Quoted(Path)} to resolve: the first is at {Quoted(First)}";

        internal static ConflictMissing Of(ValuePath path, IReadOnlyList<Conflict> conflicts) =>
            new(path.ToString(), conflicts.Count == 0 ? null : conflicts[0].Path.ToString());
    }

    /// <summary>A value in a few words, whatever its size: a scalar itself, a list or map by its size.</summary>
    internal static string Describe(Value? value) => value switch
    {
        null => "nothing",
        Value.List list => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Count}"),
        Value.Map map => string.Create(CultureInfo.InvariantCulture, $"a map of {map.Count}"),
        Value.Text text => Quoted(text.Content),
        Value.Number number => number.Spelling.Length <= LongestQuotation ? number.Spelling : Quoted(number.Spelling),
        _ => value.ToString(),
    };
}
