using System.Globalization;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>Bytes that are no state of a replicated type.</summary>
    /// <param name="Type">The name of the type that was read.</param>
    /// <param name="Path">Where it was found, as <c>$.state.a[0]</c>.</param>
    /// <param name="Offset">How many bytes were read by then.</param>
    /// <param name="Reason">What is wrong there: what was found, and what should stand there.</param>
    public sealed record CrdtInvalid(string Type, string Path, long Offset, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"not a state of {Quoted(Type)}: at {Quoted(Path)} (byte {Offset}): {OnOneLine(Reason)}");
    }

    /// <summary>A state that was written in a newer version of its format than is known here.</summary>
    /// <param name="Type">The name of the type.</param>
    /// <param name="Version">The version of what was written.</param>
    /// <param name="Known">The newest version known here.</param>
    public sealed record CrdtFromNewerVersion(string Type, long Version, int Known) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the state of {Quoted(Type)} is from a newer version: {Version} of its format, and {Known} is known; "
            + $"use a newer Timeline");
    }

    /// <summary>A count of a replica that would leave what can be counted; the counter is as it was.</summary>
    /// <param name="Replica">The replica.</param>
    /// <param name="Count">What it has counted.</param>
    /// <param name="Amount">What it would have added.</param>
    public sealed record CountOverflow(string Replica, long Count, long Amount) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the replica {Quoted(Replica)} has counted {Count} and cannot add {Amount}");
    }

    /// <summary>A replica that has too few rights to count down; the counter is as it was.</summary>
    /// <param name="Replica">The replica.</param>
    /// <param name="Rights">How far it may count down.</param>
    /// <param name="Amount">How far it would have.</param>
    public sealed record RightsMissing(string Replica, long Rights, long Amount) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"the replica {Quoted(Replica)} may count down by {Rights}, not by {Amount}, without rights of others");
    }
}
