using System.Collections.Immutable;
using System.Text;
using Timeline.ChangeTracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>Objects on their way to a client and back.</summary>
public sealed class ValueJsonTests
{
    private readonly ChangeTracker _tracker = new();
    private readonly Person _alice = new();
    private readonly Person _bob = new() { Name = "Bob" };

    public ValueJsonTests()
    {
        _ = _tracker.CreateVariable(_alice);
        _ = _tracker.CreateVariable(_bob);
    }

    [Fact]
    public void Objects_go_and_come_back_by_their_ids_also_in_arrays_of_arrays()
    {
        object?[] value = [_alice, (object?[])[_bob, null, 1L, 2.5m, "x", true], _alice];
        var json = _tracker.ToValueJson(value);
        Assert.Equal("[{\"obj\":1},[{\"obj\":2},null,1,2.5,\"x\",true],{\"obj\":1}]", $"{json}");
        var back = Assert.IsType<object?[]>(_tracker.FromValueJson(json));
        Assert.Same(_alice, back[0]);
        Assert.Equal((object?[])[_bob, null, 1L, 2.5m, "x", true], back[1]);
        Assert.Equal(back, _tracker.FromValueJson(_tracker.ToValueJsonUtf8(value)));
        Assert.Equal(back, _tracker.FromValueJson(Encoding.UTF8.GetString(_tracker.ToValueJsonUtf8(value))));
    }

    [Fact]
    public void Content_comes_back_as_a_value_whatever_its_key()
    {
        var content = ImmutableDictionary<string, int>.Empty.Add("obj", 1);
        var json = _tracker.ToValueJson(content);
        Assert.Equal("{\"content\":{\"obj\":1}}", $"{json}");
        Assert.Equal("{\"obj\":1}", $"{Assert.IsType<Value.Map>(_tracker.FromValueJson(json))}");
        Assert.Equal("{\"a\":{\"obj\":1}}", $"{_tracker.FromValueJson("{\"a\":{\"obj\":1}}")}");
    }

    [Theory]
    [InlineData("9223372036854775807", typeof(long))]
    [InlineData("9223372036854775808", typeof(decimal))]
    [InlineData("0.1", typeof(decimal))]
    [InlineData("1e300", typeof(double))]
    [InlineData("1000000000000000000000000000000000000001", typeof(System.Numerics.BigInteger))]
    public void A_number_comes_back_in_the_first_type_that_holds_it(string text, Type type) =>
        Assert.IsType(type, _tracker.FromValueJson(text));

    [Fact]
    public void A_set_takes_what_a_client_sent()
    {
        var data = _tracker.CreateVariable(null, 1, "Data.friend?access=w");
        data.Set(_tracker.FromValueJson("{\"obj\":2}"));
        Assert.Same(_bob, _alice.Data["friend"]);
    }

    public static TheoryData<object> Rewritten => new()
    {
        new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        new DateOnly(2026, 1, 2),
        new TimeOnly(3, 4, 5),
        TimeSpan.FromMinutes(90),
        new Guid("00000000-0000-0000-0000-000000000001"),
        'x',
        new Uri("https://example.org/a"),
        System.Numerics.BigInteger.Pow(10, 40) + 1,
        Int128.MaxValue,
        (Half)0.1f,
        new Choice("a", 1),
        new Point(1, 2),
        ImmutableList.Create(1, 2),
        new List<Guid> { Guid.Empty },
        (int[][])[[1], []],
        DayOfWeek.Friday,
    };

    [Theory]
    [MemberData(nameof(Rewritten))]
    public void What_was_written_is_set_where_its_type_is_declared(object value)
    {
        var place = (IPlace)Activator.CreateInstance(typeof(Place<>).MakeGenericType(value.GetType()))!;
        var variable = _tracker.CreateVariable(_tracker.CreateVariable(place), "Is");
        var json = _tracker.ToValueJson(value);
        foreach (var given in (object?[])[json, _tracker.FromValueJson(json)])
        {
            place.Reset();
            variable.Set(given);
            Assert.Equal(value, place.Held);
            Assert.Equal(json, variable.ValueJson);
        }
    }

    [Fact]
    public void Objects_that_are_referred_to_are_set_in_a_list_of_their_type()
    {
        var place = new Place<List<Person>>();
        var people = _tracker.CreateVariable(_tracker.CreateVariable(place), "Is");
        people.Set(_tracker.FromValueJson("[{\"obj\":2},{\"obj\":1}]"));
        Assert.Equal([_bob, _alice], place.Is!);
    }

    [Theory]
    [InlineData(typeof(DateTime), "\"many\"", "is DateTime: the text \"many\" is none")]
    [InlineData(typeof(Guid), "7", "is Guid: 7 (Int64) is none")]
    [InlineData(typeof(Half), "0.123456789", "is Half: 0.123456789 (Decimal) would lose something")]
    [InlineData(typeof(List<int>), "[1,\"x\"]", "is List<Int32>: its element 1 is Int32: the text \"x\" is none")]
    [InlineData(typeof(Choice), "{\"Name\":1}", "is Choice: the JSON {\"Name\":1} is none")]
    public void What_does_not_fit_is_an_error_that_says_what_is_wanted_and_what_was_given(
        Type type, string json, string told)
    {
        var place = (IPlace)Activator.CreateInstance(typeof(Place<>).MakeGenericType(type))!;
        var variable = _tracker.CreateVariable(_tracker.CreateVariable(place), "Is");
        var before = place.Held;
        var error = Assert.Throws<TimelineException>(() => variable.Set(_tracker.FromValueJson(json)));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, place.Held);
        Assert.Empty(_tracker.DetectChanges());
    }

    private interface IPlace
    {
        object? Held { get; }

        void Reset();
    }

    private sealed class Place<T> : IPlace
    {
        public T? Is { get; set; }

        object? IPlace.Held => Is;

        void IPlace.Reset() => Is = default;
    }
}
