using System.Collections;
using Timeline.Containers;

namespace Timeline.Tests.Unit.Containers;

/// <summary>Corners of the platform's interfaces, and interfaces of which no proxy can be made.</summary>
public sealed class TwinTests
{
    [Fact]
    public void A_dictionary_is_copied_as_entries_without_types()
    {
        IDictionary map = new TrackedDictionary<string, int> { ["a"] = 1 };
        var entries = new DictionaryEntry[2];
        map.CopyTo(entries, 1);
        Assert.Equal(new DictionaryEntry("a", 1), entries[1]);
        _ = Assert.Throws<ArgumentException>(() => map.CopyTo(entries, 2));
    }

    [Fact]
    public void Keys_and_values_are_those_from_when_going_through_them_began()
    {
        TrackedDictionary<string, int> map = new() { ["a"] = 1 };
        using var keys = map.Keys.GetEnumerator();
        using var values = map.Values.GetEnumerator();
        map["b"] = 2;
        _ = Assert.Throws<InvalidOperationException>(() => keys.MoveNext());
        _ = Assert.Throws<InvalidOperationException>(() => values.MoveNext());
    }

    [Fact]
    public void An_interface_that_says_itself_what_a_property_is_needs_an_object()
    {
        var refused = Assert.Throws<ArgumentException>(() => Track.Proxy<INamed>());
        Assert.Contains("Full (which has a body)", refused.Message, StringComparison.Ordinal);
        var named = Track.Proxy<INamed>(new Named { First = "Ann" });
        Assert.Equal("Ann!", named.Full);
    }

    [Fact]
    public void An_interface_with_spans_is_refused_in_words()
    {
        var refused = Assert.Throws<ArgumentException>(() => Track.Proxy<IMeasured>(new Measured()));
        Assert.Contains("IMeasured.Measure", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A property with a body of the interface's own.</summary>
    public interface INamed
    {
        string First { get; set; }

        string Full => First + "!";
    }

    /// <summary>A method that takes a span.</summary>
    public interface IMeasured
    {
        int Measure(ReadOnlySpan<char> text);
    }

    private sealed class Named : INamed
    {
        public string First { get; set; } = "";
    }

    private sealed class Measured : IMeasured
    {
        public int Measure(ReadOnlySpan<char> text) => text.Length;
    }
}
