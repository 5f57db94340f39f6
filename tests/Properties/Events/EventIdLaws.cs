using FsCheck.Fluent;
using Timeline.Events;

namespace Timeline.Tests.Properties.Events;

public sealed class EventIdLaws
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reading_what_was_written_gives_the_same_id() => Law.Holds(
        Arb.From(EventGenerators.Ids),
        id =>
        {
            Assert.Equal(id, Right(EventId.Parse(id.ToString())));
            Assert.Equal(id, Right(EventId.Parse(id.ToString().ToLowerInvariant())));
            Assert.Equal(id, EventId.FromBytes(id.ToBytes(), id.Form));
            if (id.Form == EventIdForm.Uuid)
            {
                Assert.Equal(id, Right(EventId.Parse(id.ToGuid().ToString("N"))));
                Assert.Equal(id, EventId.FromGuid(id.ToGuid()));
            }
        },
        2_000);

    [Fact]
    public void Text_and_bytes_of_an_id_order_alike() => Law.Holds(
        Arb.From(EventGenerators.Ids.Two()),
        pair =>
        {
            var (one, other) = (pair.Item1, EventId.FromBytes(pair.Item2.ToBytes(), pair.Item1.Form));
            var order = Math.Sign(one.CompareTo(other));
            Assert.Equal(order, Math.Sign(string.CompareOrdinal(one.ToString(), other.ToString())));
            Assert.Equal(order, Math.Sign(one.ToBytes().AsSpan().SequenceCompareTo(other.ToBytes())));
            Assert.Equal(order == 0, one == other);
        },
        2_000);

    [Fact]
    public void Ids_ascend_whatever_the_clock_does() => Law.Holds(
        Arb.From(Gen.Choose(-3, 3).NonEmptyListOf()),
        steps =>
        {
            foreach (var start in new[] { EventIdGenerator.Ulids, EventIdGenerator.Uuids })
            {
                var (generator, now, last) = (start, Start, default(EventId?));
                foreach (var step in steps)
                {
                    now = now.AddMilliseconds(step);
                    // All bits set half of the time, so that adding one runs over into the millisecond.
                    var made = generator.Next(now, step % 2 == 0 ? UInt128.MaxValue : (UInt128)(ulong)Math.Abs(step));
                    Assert.True(last is null || made.Id > last);
                    Assert.Equal(made.Id, Right(EventId.Parse(made.Id.ToString())));
                    (generator, last) = (made.Next, made.Id);
                }
            }
        });
}
