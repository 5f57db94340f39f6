namespace Timeline.Observing;

/// <summary>What happens when a reader of a stream is behind by more than its buffer holds.</summary>
/// <remarks>There is no case of waiting, since whoever sets a value never waits for those who read.</remarks>
public enum SlowReader
{
    /// <summary>The reader gets what is buffered and then a <see cref="SlowReaderException"/>.</summary>
    Fail,

    /// <summary>The oldest one that is buffered is lost: the reader skips ahead, always to what is newest.</summary>
    DropOldest,

    /// <summary>What comes while the buffer is full is lost: the reader gets what is buffered, then what comes
    /// later.</summary>
    DropNewest,
}
