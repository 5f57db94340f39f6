namespace Timeline.Observing;

/// <summary>What waits to be delivered, and to whom: those who had subscribed when it was posted.</summary>
/// <param name="Item">The item; nothing if this is the end.</param>
/// <param name="Audience">Who hears it, in calling order.</param>
/// <param name="IsEnd">Whether this is no item but the end of all.</param>
internal readonly record struct Posted<T>(T Item, Subscriber<T>[] Audience, bool IsEnd);
