namespace Timeline.ChangeObservers;

/// <summary>What happens to an entry that comes while a channel is full.</summary>
public enum ChannelFullPolicy
{
    /// <summary>Whoever changes the container waits until there is room. A reader on the same thread never makes any.
    /// </summary>
    Wait,

    /// <summary>The oldest one in the channel is lost.</summary>
    DropOldest,

    /// <summary>It is lost itself.</summary>
    DropNewest,

    /// <summary>The channel fails: the reader gets what is in it and then a
    /// <see cref="Observing.SlowReaderException"/>.</summary>
    Fail,
}
