namespace Timeline.Events;

/// <summary>
/// Makes event ids that ascend, as a value: what it needs of the world, time and chance, is given to it.
/// </summary>
/// <remarks>
/// <para>
/// Law: the ids that a generator makes one after another ascend, also within a millisecond and where the clock runs
/// backwards. In a new millisecond an id is the time and random bits (80 in a ULID; 74 in a UUID of version 7, RFC
/// 9562); otherwise it is one more than the last, and where the random bits run over, the time goes on by a
/// millisecond.
/// </para>
/// <para>Ids of two generators differ as far as their random bits do. O(1). Immutable and safe to share.</para>
/// </remarks>
public sealed class EventIdGenerator
{
    /// <summary>Makes ULIDs.</summary>
    public static readonly EventIdGenerator Ulids = new(EventIdForm.Ulid, 80, None);

    /// <summary>Makes UUIDs of version 7.</summary>
    public static readonly EventIdGenerator Uuids = new(EventIdForm.Uuid, 74, None);

    private const int TimeBits = 48;
    private const long None = -1;

    private readonly EventIdForm _form;
    private readonly int _randomBits;

    // Time and random bits of the last id as one number, without what marks a UUID as one of version 7.
    private readonly UInt128 _last;
    private readonly long _lastTime;

    private EventIdGenerator(EventIdForm form, int randomBits, long lastTime, UInt128 last = default)
    {
        _form = form;
        _randomBits = randomBits;
        _lastTime = lastTime;
        _last = last;
    }

    /// <summary>The next id.</summary>
    /// <param name="now">The time; one before 1970 counts as 1970.</param>
    /// <param name="random">Random bits, of which the lowest are used.</param>
    /// <returns>The id, and the generator that makes the one after it.</returns>
    public GeneratedEventId Next(DateTimeOffset now, UInt128 random)
    {
        var time = Math.Max(now.ToUnixTimeMilliseconds(), 0);
        var next = time > _lastTime
            ? ((UInt128)(ulong)time << _randomBits) | (random & ((UInt128.One << _randomBits) - 1))
            : _last + 1;
        var after = new EventIdGenerator(_form, _randomBits, (long)(next >> _randomBits), next);
        return new GeneratedEventId(new EventId(_form == EventIdForm.Ulid ? next : Marked(next), _form), after);
    }

    /// <summary>48 bits of time, the version 7, 12 random bits, the variant 2, 62 random bits.</summary>
    private static UInt128 Marked(UInt128 bits)
    {
        const int Low = 62;
        const int High = 12;
        var time = bits >> (High + Low);
        var high = (bits >> Low) & 0xFFF;
        var low = bits & ((UInt128.One << Low) - 1);
        return (time << (128 - TimeBits)) | ((UInt128)7 << 76) | (high << 64) | ((UInt128)2 << Low) | low;
    }
}
