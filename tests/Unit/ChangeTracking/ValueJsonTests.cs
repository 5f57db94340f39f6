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
    public void A_number_comes_back_in_the_first_type_that_holds_it(string text, Type type) =>
        Assert.IsType(type, _tracker.FromValueJson(text));

    [Fact]
    public void A_set_takes_what_a_client_sent()
    {
        var data = _tracker.CreateVariable(null, 1, "Data.friend?access=w");
        data.Set(_tracker.FromValueJson("{\"obj\":2}"));
        Assert.Same(_bob, _alice.Data["friend"]);
    }
}
