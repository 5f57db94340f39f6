using System.Buffers.Binary;
using System.Security.Cryptography;
using Timeline.Events;

namespace Timeline.Emitting;

/// <summary>Where event ids come from: a clock, chance, and a generator that makes them ascend.</summary>
/// <remarks>The ids of one source ascend, whatever threads ask for them.</remarks>
public sealed class EventIds
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private EventIdGenerator _generator;

    /// <summary>A source of ids.</summary>
    /// <param name="form">How they are written.</param>
    /// <param name="clock">The time; null for the system's.</param>
    public EventIds(EventIdForm form = EventIdForm.Ulid, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _generator = form == EventIdForm.Ulid ? EventIdGenerator.Ulids : EventIdGenerator.Uuids;
    }

    /// <summary>A new id, greater than all before it.</summary>
    /// <returns>The id.</returns>
    public EventId Next()
    {
        Span<byte> random = stackalloc byte[EventId.Size];
        RandomNumberGenerator.Fill(random);
        lock (_gate)
        {
            var made = _generator.Next(_clock.GetUtcNow(), BinaryPrimitives.ReadUInt128LittleEndian(random));
            _generator = made.Next;
            return made.Id;
        }
    }
}
