
namespace Timeline.Crdts;

/// <summary>What was written last at one place, a value or its removal, and when.</summary>
internal sealed record LwwCell<T>(WriteStamp Stamp, bool IsSet, T Value)
{
    internal static LwwCell<T> Of(WriteStamp stamp, T value) => new(stamp, true, value);

    internal static LwwCell<T> Removed(WriteStamp stamp) => new(stamp, false, default!);

    /// <summary>
    /// The later of the two. A stamp that was used twice decides nothing: then a value stands against a removal, and
    /// the larger value.
    /// </summary>
    internal LwwCell<T> Join(LwwCell<T> other)
    {
        var order = Stamp.CompareTo(other.Stamp);
        if (order != 0 || IsSet != other.IsSet)
            return order > 0 || (order == 0 && IsSet) ? this : other;
        return !IsSet || ReferenceEquals(Ties.Larger(this, other, cell => cell.Value), this) ? this : other;
    }
}
