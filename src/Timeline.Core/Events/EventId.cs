using System.Buffers.Binary;
using LanguageExt;

namespace Timeline.Events;

/// <summary>The name of an event for ever: 128 bits, written as a ULID or as a UUID.</summary>
/// <remarks>
/// <para>
/// The form is part of the id, so that an id goes out as it came in; the same bits in the other form are another id.
/// Ordered by bytes, then by form, so that ids of one form are ordered as their texts are.
/// </para>
/// <para>The default value is the ULID of 26 zeros. Immutable and safe to share between threads.</para>
/// </remarks>
public readonly struct EventId : IEquatable<EventId>, IComparable<EventId>, IComparable
{
    /// <summary>How many bytes an id has.</summary>
    public const int Size = 16;

    private readonly UInt128 _bits;

    internal EventId(UInt128 bits, EventIdForm form)
    {
        _bits = bits;
        Form = form;
    }

    /// <summary>How the id is written.</summary>
    public EventIdForm Form { get; }

    /// <summary>
    /// When the id was made, to the millisecond, if it says so: a ULID of our calendar and a UUID of version 7 do.
    /// </summary>
    public Option<DateTimeOffset> Time
    {
        get
        {
            var milliseconds = (long)(_bits >> 80);
            var says = Form == EventIdForm.Ulid || ((_bits >> 76) & 0xF) == 7;
            return says && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : Option<DateTimeOffset>.None;
        }
    }

    internal UInt128 Bits => _bits;

    /// <summary>The id with these bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes, the most significant first.</param>
    /// <param name="form">How it is written.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">There are more or fewer bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such form.</exception>
    public static EventId FromBytes(ReadOnlySpan<byte> bytes, EventIdForm form)
    {
        if (bytes.Length != Size) throw new ArgumentException($"An id has {Size} bytes.", nameof(bytes));
        if (!Enum.IsDefined(form)) throw new ArgumentOutOfRangeException(nameof(form), form, "A ULID or a UUID.");
        return new EventId(BinaryPrimitives.ReadUInt128BigEndian(bytes), form);
    }

    /// <summary>The id that is a UUID, of any version.</summary>
    /// <param name="uuid">The UUID.</param>
    /// <returns>The id, in the form <see cref="EventIdForm.Uuid"/>.</returns>
    public static EventId FromGuid(Guid uuid) => new(UuidText.ToBits(uuid), EventIdForm.Uuid);

    /// <summary>Reads an id: a ULID, or a UUID with or without hyphens, in either case.</summary>
    /// <param name="text">The whole text of the id.</param>
    /// <returns>The id, or <see cref="TimelineError.EventIdInvalid"/> which says what is wrong with the text.</returns>
    public static Either<TimelineError, EventId> Parse(string text) => text is null
        ? new TimelineError.EventIdInvalid("", "it is missing")
        : text.Length switch
        {
            UlidText.Length => UlidText.Fault(text) is { } fault
                ? new TimelineError.EventIdInvalid(text, fault)
                : new EventId(UlidText.Read(text), EventIdForm.Ulid),
            UuidText.Length or UuidText.DigitCount => UuidText.TryRead(text, out var bits)
                ? new EventId(bits, EventIdForm.Uuid)
                : new TimelineError.EventIdInvalid(text, "a UUID is 32 hexadecimal digits, in groups of 8-4-4-4-12"),
            _ => new TimelineError.EventIdInvalid(text, "an id has 26 characters (ULID), or 32 or 36 (UUID)"),
        };

    /// <summary>The id that a text is known to be.</summary>
    /// <param name="text">The whole text of the id, as for <see cref="Parse"/>.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The text is not an id.</exception>
    public static EventId Of(string text) =>
        Parse(text).IfLeft(error => throw new ArgumentException(error.Message, nameof(text)));

    /// <summary>Writes the <see cref="Size"/> bytes of the id, the most significant first.</summary>
    /// <param name="destination">Where to; at least <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _bits);

    /// <summary>The bytes of the id, the most significant first.</summary>
    /// <returns>A new array of <see cref="Size"/> bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The bits of the id as a UUID, whatever its form.</summary>
    /// <returns>The UUID.</returns>
    public Guid ToGuid() => UuidText.ToGuid(_bits);

    /// <summary>The id as it is written: the one canonical text of its form, which <see cref="Parse"/> reads.</summary>
    /// <returns>26 or 36 characters.</returns>
    public override string ToString() =>
        Form == EventIdForm.Ulid ? UlidText.Write(_bits) : ToGuid().ToString("D");

    /// <inheritdoc/>
    public bool Equals(EventId other) => _bits == other._bits && Form == other.Form;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bits, Form);

    /// <inheritdoc/>
    public int CompareTo(EventId other)
    {
        var order = _bits.CompareTo(other._bits);
        return order == 0 ? Form.CompareTo(other.Form) : order;
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        EventId other => CompareTo(other),
        _ => throw new ArgumentException("An event id compares only with an event id.", nameof(obj)),
    };

    /// <summary>Whether both are the same id in the same form.</summary>
    public static bool operator ==(EventId left, EventId right) => left.Equals(right);

    /// <summary>Whether the ids or their forms differ.</summary>
    public static bool operator !=(EventId left, EventId right) => !left.Equals(right);

    /// <summary>Whether the left id comes before the right one.</summary>
    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes before the right one or is the same.</summary>
    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id comes after the right one.</summary>
    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id comes after the right one or is the same.</summary>
    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;
}
