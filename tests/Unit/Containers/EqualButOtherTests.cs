using System.ComponentModel;
using Timeline.ChangeLogs;
using Timeline.Containers;

namespace Timeline.Tests.Unit.Containers;

/// <summary>What is equal and yet written otherwise: the offset of a time, the places of a decimal, the sign of a zero,
/// the fragment of an address, the letters of a name.</summary>
public sealed class EqualButOtherTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_equal_value_that_is_written_otherwise_takes_the_place_of_the_other()
    {
        TakesItsPlace(Noon, Noon.ToOffset(TimeSpan.FromHours(2)));
        TakesItsPlace(new DateTime(1, DateTimeKind.Utc), new DateTime(1, DateTimeKind.Unspecified));
        TakesItsPlace(1.0m, 1.00m);
        TakesItsPlace(0.0, -0.0);
        TakesItsPlace(0f, -0f);
        TakesItsPlace(new Uri("http://a/#x"), new Uri("http://a/#y"));
        TakesItsPlace(new Word("tea"), new Word("Tea"));
        TakesItsPlace<object>(1.0m, 1.00m);
        TakesItsPlace((1.0m, 1), (1.00m, 1));

        static void TakesItsPlace<T>(T one, T other)
        {
            Assert.Equal(one, other);
            TrackedList<T> list = [one];
            TrackedDictionary<int, T> map = new() { [0] = one };
            list[0] = other;
            map[0] = other;
            Assert.Equal((3, 3), (list.Log.Count, map.Log.Count));
            Assert.Equal($"[{Text(other)}]", list.Snapshot.ToString());
            Assert.Equal($$"""{"0":{{Text(other)}}}""", map.Snapshot.ToString());
            map.SetRange([new(0, one)]);
            Assert.Equal($$"""{"0":{{Text(one)}}}""", map.Snapshot.ToString());
            list[0] = other;
            map[0] = one;
            Assert.Equal((3, 4), (list.Log.Count, map.Log.Count));
        }

        static string Text<T>(T element) => new TrackedList<T>([element]).Snapshot.ToString()[1..^1];
    }

    [Fact]
    public void A_model_is_recorded_as_it_is_also_where_that_is_equal_to_what_it_was()
    {
        MeetingModel meeting = new() { Begins = Noon };
        var container = Track.Object(meeting);
        meeting.Begins = Noon.ToOffset(TimeSpan.FromHours(1));
        Assert.Equal("""{"Begins":"2026-01-01T13:00:00+01:00"}""", container.Snapshot.ToString());
        container.RollBackTo(container.Log.First);
        Assert.Equal(TimeSpan.Zero, meeting.Begins.Offset);
        Assert.Equal("""{"Begins":"2026-01-01T12:00:00+00:00"}""", container.Snapshot.ToString());
    }

    [Fact]
    public void A_key_keeps_the_name_under_which_it_came()
    {
        TrackedDictionary<decimal, TrackedList<int>> map = new() { [1.0m] = [] };
        map[1.00m] = [1];
        map[1m].Add(2);
        Assert.Equal("""{"1.0":[1,2]}""", map.Snapshot.ToString());
        map.LockKey(1.000m);
        Assert.True(map.IsKeyLocked(1m));
        map.UnlockKey(1m);
        Assert.True(map.Remove(1.0000m));
        Assert.Equal(
            ["/1.0", "/1.0", "/1.0/1", "/1.0", "/1.0", "/1.0"],
            map.Log.Entries.Skip(1).Select(it => it.Path.ToString()));
        var replayed = map.Log.Original.Value;
        foreach (var entry in map.Log.Entries.Skip(1))
        {
            replayed = ChangeReplay.Forward(replayed, entry)
                .Match(Right: it => it, Left: error => throw new TimelineException(error));
        }

        Assert.Equal(map.Snapshot.Value, replayed);
    }

    [Fact]
    public void The_difference_of_a_dictionary_says_what_is_written_otherwise()
    {
        TrackedDictionary<decimal, DateTimeOffset> map = new() { [1.0m] = Noon, [2] = Noon, [3] = Noon };
        var before = map.Content;
        map.SetRange([new(1m, Noon.ToOffset(TimeSpan.FromHours(1))), new(2, Noon), new(4, Noon)]);
        Assert.Equal(["/1.0", "/4"], map.Log.Last.Diff().Changes.Select(it => it.Path.ToString()).Order());
        _ = map.Remove(1m);
        map[1.00m] = Noon;
        map.RollBackTo(map.Log.First);
        Assert.Equal(3, before.Count);
        var last = map.Log.Last;
        var applied = last.Diff().Apply(((ChangeContent)last.ContentBefore).Value)
            .Match(Right: it => it, Left: error => throw new TimelineException(error));
        Assert.Equal(map.Snapshot.Value, applied);
    }

    [Fact]
    public void A_set_gives_the_element_that_it_holds()
    {
        TrackedSet<Uri> set = [new("http://a/#x")];
        Assert.True(set.TryGetValue(new("http://a/#y"), out var there));
        Assert.Equal("#x", there.Fragment);
        Assert.False(set.TryGetValue(new("http://b/"), out _));
    }

    /// <summary>A word, in whatever letters.</summary>
    public readonly record struct Word(string Text)
    {
        public bool Equals(Word other) => string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);
    }

    /// <summary>A model whose setter does not ask what was there.</summary>
    public sealed class MeetingModel : INotifyPropertyChanged
    {
        public event PropertyChangedEventHandler? PropertyChanged;

        public DateTimeOffset Begins
        {
            get;
            set
            {
                field = value;
                PropertyChanged?.Invoke(this, new(nameof(Begins)));
            }
        }
    }
}
