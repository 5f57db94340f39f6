using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Namespaces;
using Timeline.Objects;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Tests.Properties.Namespaces;

/// <summary>The content of a namespace as data, made from that of another content.</summary>
public sealed class NamespaceDataLaws
{
    // So many that a large map is made of them, and that a few are few.
    private const int Keys = 120;

    [Fact]
    public void From_any_content_the_data_of_any_other_is_as_if_written_anew() => Law.Holds(Scripts, script =>
    {
        var contents = Contents(script);
        var form = Form();
        foreach (var number in script)
        {
            // Mostly the next one, sometimes any.
            AssertSame(contents[number % 3 == 0 ? number % contents.Length : contents.Length / 2], form);
        }

        foreach (var content in contents) AssertSame(content, form);
        foreach (var content in contents.Reverse()) AssertSame(content, form);
    });

    [Theory]
    [InlineData(1_000)]
    [InlineData(30_000)]
    public void Writing_a_content_near_the_last_costs_what_differs(int keys)
    {
        using var registry = new Registry();
        var space = registry.WatchNamespace(
            "config", Enumerable.Range(0, keys).Select(i => KeyValuePair.Create($"key{i}", (object?)i)));
        var form = Form();
        _ = form.ToValue("config", space.Snapshot());
        for (var step = 0; step < 20; step++)
        {
            var content = space.Set(step % 2 == 0 ? "key500" : $"new{step}", -step).Remove($"key{step}")
                ? space.Snapshot()
                : throw new InvalidOperationException("It was there.");
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = form.ToValue("config", content);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000);
        }
    }

    private static Arbitrary<int[]> Scripts => Gen.Choose(0, 1_000_000).ArrayOf().ToArbitrary();

    private static NamespaceForm Form() => new(
        ObjectTree.Default, () => new(new KeyTerms<object?>(new NamespaceOptions().Isolation, [], []), []));

    private static void AssertSame(NamespaceSnapshot content, NamespaceForm form)
    {
        var data = (Value.Map)form.ToValue("config", content);
        var anew = (Value.Map)Form().ToValue("config", content);
        Assert.True(data.ExactlyEquals(anew));
        Assert.Equal(anew.Keys, data.Keys);
    }

    private static NamespaceSnapshot[] Contents(int[] script)
    {
        using var registry = new Registry();
        var space = registry.WatchNamespace(
            "config", Enumerable.Range(0, Keys / 2).Select(i => KeyValuePair.Create(Name(i), (object?)i)));
        foreach (var number in script)
        {
            var key = Name(number / 16 % Keys);
            switch (number % 16)
            {
                case 0: _ = space.Clear(); break;
                case 1: if (space.CanUndo) _ = space.Undo(); break;
                case 2: _ = space.SetAll(Enumerable.Range(0, 30).Select(i => KeyValuePair.Create(Name(number + i), (object?)i))); break;
                case 3: _ = space.SetAll([new(key, -1), new(Name(number / 7), -2)]); break;
                case 4 or 5: _ = space.Remove(key); break;
                default: _ = space.Set(key, number); break;
            }
        }

        return [.. space.History.Oldest().Select(version => version.Value)];
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"key{number % Keys}");
}
