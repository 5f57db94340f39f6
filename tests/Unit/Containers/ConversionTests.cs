using Timeline.Containers;

namespace Timeline.Tests.Unit.Containers;

/// <summary>Plain collections that become tracked ones, and what is left where that was in vain.</summary>
public sealed class ConversionTests
{
    private static readonly TrackingOptions Converting = new() { ConvertPlain = true };

    [Fact]
    public void What_was_converted_for_a_property_goes_on_telling_what_is_below_it()
    {
        var person = new Person("ann") { Data = new List<object?> { new List<object?> { 1 } } };
        var outer = Assert.IsType<TrackedList<object?>>(person.Data);
        var inner = Assert.IsType<TrackedList<object?>>(outer[0]);
        inner.Add(2);
        Assert.Equal("/Data/0/1", $"{Track.Object(person).Log.Last.Path}");
        Assert.Equal("[[1,2]]", $"{outer.Snapshot}");
    }

    [Fact]
    public void A_collection_that_leads_back_is_refused_and_holds_nothing()
    {
        TrackedList<object?> list = new(Converting);
        TrackedList<object?> other = new(Converting);
        list.Add(other);
        Assert.Throws<ArgumentException>(() => other.Add(new List<object?> { new List<object?> { list }, other }));
        Assert.Empty(list.Parents);
        Assert.Equal([list], other.Parents);
        Assert.Empty(other);
        list.Add(new List<object?> { new List<object?> { other } });
        other.Add(1);
        Assert.Equal(["/0/0", "/1/0/0/0"], list.Log.Latest(2).Select(it => $"{it.Path}").Order());
    }

    [Fact]
    public void What_a_later_value_of_the_same_key_takes_the_place_of_lets_go()
    {
        TrackedDictionary<string, object?> map = new(Converting);
        TrackedList<int> held = new();
        map.SetRange([new("a", new List<object?> { held }), new("a", new List<object?> { held })]);
        Assert.Equal([(TrackedContainer)map["a"]!], held.Parents);
    }

    [Fact]
    public void What_is_no_number_of_JSON_is_recorded_as_the_text_of_it()
    {
        TrackedList<double> list = new([double.NaN]);
        list.Add(double.NegativeInfinity);
        list[0] = double.NaN;
        Assert.Equal("""["NaN","-Infinity"]""", $"{list.Snapshot}");
        Assert.Equal(2, list.Log.Count);
    }
}
