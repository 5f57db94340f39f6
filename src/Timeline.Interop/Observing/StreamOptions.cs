namespace Timeline.Observing;

/// <summary>How much waits for a reader of a stream, and what happens beyond.</summary>
/// <remarks>Immutable and safe to share between threads and streams.</remarks>
public sealed record StreamOptions
{
    /// <summary>How many wait for a reader at most; 1,024 unless told otherwise. Memory is taken as it is
    /// needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one.</exception>
    public int Capacity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1024;

    /// <summary>What happens when there are more; the reader fails unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the cases.</exception>
    public SlowReader SlowReader
    {
        get;
        init
        {
            if (!Enum.IsDefined(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "It is Fail, DropOldest or DropNewest.");
            field = value;
        }
    }
}
