namespace Timeline.Events;

/// <summary>How an <see cref="EventId"/> is written.</summary>
public enum EventIdForm
{
    /// <summary>26 characters of Crockford's base 32, in upper case.</summary>
    Ulid,

    /// <summary>32 hexadecimal digits in five groups, in lower case.</summary>
    Uuid,
}
