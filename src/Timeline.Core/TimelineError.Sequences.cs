using System.Globalization;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A range that is not in a sequence.</summary>
    /// <param name="Index">Where the range begins, from 0.</param>
    /// <param name="Count">How many elements it has.</param>
    /// <param name="Length">How many elements the sequence has.</param>
    public sealed record SequenceRangeInvalid(int Index, int Count, int Length) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"there are no {Count} elements at index {Index}: the sequence has {Length}");
    }

    /// <summary>A range of a text that begins or ends within a surrogate pair.</summary>
    /// <param name="Index">The index between the two halves.</param>
    public sealed record SurrogatePairSplit(int Index) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the index {Index} is within a surrogate pair, whose halves stay together");
    }

    /// <summary>A text that has half of a surrogate pair.</summary>
    /// <param name="Index">Where the first such half is, from 0.</param>
    public sealed record TextIllFormed(int Index) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the text has half of a surrogate pair at index {Index}");
    }

    /// <summary>Bytes that are no encoded sequence, or one of a newer version.</summary>
    /// <param name="Reason">What is wrong with them.</param>
    public sealed record SequenceBytesInvalid(string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not an encoded sequence: {OnOneLine(Reason)}";
    }
}
