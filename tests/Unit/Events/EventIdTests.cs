using Timeline.Events;

namespace Timeline.Tests.Unit.Events;

public sealed class EventIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAV", EventIdForm.Ulid)]
    [InlineData("01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FAV", EventIdForm.Ulid)]
    [InlineData("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", EventIdForm.Ulid)]
    [InlineData("017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", EventIdForm.Uuid)]
    [InlineData("017F22E279B07CC398C4DC0C0C07398F", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", EventIdForm.Uuid)]
    public void An_id_is_read_in_either_form_and_written_in_the_canonical_one(
        string text, string canonical, EventIdForm form)
    {
        var id = Right(EventId.Parse(text));
        Assert.Equal(canonical, id.ToString());
        Assert.Equal(form, id.Form);
        Assert.Equal(id, EventId.Of(canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FA")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAVX")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAI")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAL")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAO")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAU")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FA-")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAı")]
    [InlineData("8ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("017f22e2-79b0-7cc3-98c4-dc0c0c07398g")]
    [InlineData("017f22e279b0-7cc3-98c4-dc0c0c07398f-")]
    [InlineData("+17f22e279b07cc398c4dc0c0c07398f")]
    [InlineData("0x7f22e279b07cc398c4dc0c0c07398f")]
    [InlineData("{17f22e2-79b0-7cc3-98c4-dc0c0c07398}")]
    [InlineData("017f22e2-79b0-7cc3-98c4dc0c0c-07398f")]
    public void What_is_no_id_is_refused_with_the_text(string text)
    {
        Assert.Equal(text, Assert.IsType<TimelineError.EventIdInvalid>(Left(EventId.Parse(text))).Text);
        _ = Assert.Throws<ArgumentException>(() => EventId.Of(text));
    }

    [Fact]
    public void An_id_says_when_it_was_made_if_its_form_does()
    {
        Assert.Equal(Start, EventIdGenerator.Ulids.Next(Start, 5).Id.Time);
        Assert.Equal(Start, EventIdGenerator.Uuids.Next(Start, 5).Id.Time);
        Assert.True(EventId.Of("7ZZZZZZZZZZZZZZZZZZZZZZZZZ").Time.IsNone);
        Assert.True(EventId.Of("0b5f6a5e-7d3a-4f0e-9b1c-111111111111").Time.IsNone);
    }

    [Fact]
    public void A_generated_UUID_is_one_of_version_7()
    {
        var generator = EventIdGenerator.Uuids;
        for (var at = 0; at < 100; at++)
        {
            var made = generator.Next(Start, UInt128.MaxValue / (UInt128)(ulong)(at + 1));
            Assert.Equal(7, made.Id.ToGuid().Version);
            Assert.InRange(made.Id.ToGuid().Variant, 8, 11);
            generator = made.Next;
        }
    }

    [Fact]
    public void A_generated_ULID_is_the_time_and_the_random_bits()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_469_918_176_385);
        Assert.Equal("01ARYZ6S41ZZZZZZZZZZZZZZZZ", EventIdGenerator.Ulids.Next(time, UInt128.MaxValue).Id.ToString());
        Assert.Equal("01ARYZ6S410000000000000001", EventIdGenerator.Ulids.Next(time, 1).Id.ToString());
    }

    [Theory]
    [InlineData(EventIdForm.Ulid)]
    [InlineData(EventIdForm.Uuid)]
    public void Where_the_random_bits_run_over_the_time_goes_on(EventIdForm form)
    {
        var first = (form == EventIdForm.Ulid ? EventIdGenerator.Ulids : EventIdGenerator.Uuids)
            .Next(Start, UInt128.MaxValue);
        var second = first.Next.Next(Start, 0);
        Assert.Equal(Start.AddMilliseconds(1), second.Id.Time);
        Assert.True(second.Id > first.Id);
        var third = second.Next.Next(Start.AddMilliseconds(1), UInt128.MaxValue);
        Assert.True(third.Id > second.Id);
        Assert.Equal(Start.AddMilliseconds(2), third.Next.Next(Start.AddMilliseconds(2), 7).Id.Time);
    }

    [Fact]
    public void A_clock_before_1970_and_the_last_moment_there_is_make_ids_too()
    {
        var early = EventIdGenerator.Ulids.Next(DateTimeOffset.MinValue, 9);
        Assert.Equal(DateTimeOffset.UnixEpoch, early.Id.Time);
        var late = EventIdGenerator.Ulids.Next(DateTimeOffset.MaxValue, UInt128.MaxValue);
        Assert.True(late.Next.Next(DateTimeOffset.MaxValue, 0).Id > late.Id);
    }

    [Fact]
    public void The_same_bits_in_the_other_form_are_another_id()
    {
        var ulid = EventId.Of("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        var uuid = EventId.FromGuid(ulid.ToGuid());
        Assert.NotEqual(ulid, uuid);
        Assert.True(ulid < uuid);
        _ = Assert.Throws<ArgumentException>(() => EventId.FromBytes(new byte[15], EventIdForm.Ulid));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => EventId.FromBytes(new byte[16], (EventIdForm)2));
    }
}
