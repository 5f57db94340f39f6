namespace Timeline.Observing;

/// <summary>Who hears, in calling order, as an array that is never changed.</summary>
internal static class Audience
{
    /// <summary>With one more, behind all whose priority is not greater.</summary>
    public static Subscriber<T>[] With<T>(Subscriber<T>[] audience, Subscriber<T> one)
    {
        var place = Array.FindIndex(audience, other => other.Priority > one.Priority);
        return place < 0 ? [.. audience, one] : [.. audience[..place], one, .. audience[place..]];
    }

    /// <summary>With one less; the same array if it was not in there, null if nobody is left.</summary>
    public static Subscriber<T>[]? Without<T>(Subscriber<T>[] audience, Subscriber<T> one)
    {
        var place = Array.IndexOf(audience, one);
        if (place < 0) return audience;
        return audience.Length == 1 ? null : [.. audience[..place], .. audience[(place + 1)..]];
    }
}
