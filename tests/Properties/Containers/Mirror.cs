using System.Collections;
using System.Reflection;
using Timeline.Containers;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Properties.Containers;

/// <summary>That a content says what is there.</summary>
internal static class Mirror
{
    /// <summary>What an object's properties have is what its container says, and so for all that it holds.</summary>
    public static void Agrees(TrackedContainer container)
    {
        if (container is not ObjectContainer { Target: { } target } it) return;
        var map = Assert.IsType<Value.Map>(it.Snapshot.Value);
        foreach (var property in it.Recorded)
        {
            var there = Reader(target, property.NameInCode).GetValue(target);
            Same(map[property.Name], there);
        }
    }

    /// <summary>The container of an element; null for none.</summary>
    public static TrackedContainer? ContainerOf(object? element) =>
        Children.Of(element, TrackingOptions.Default, follows: false);

    private static PropertyInfo Reader(object target, string name) => target.GetType().GetProperty(name)
        ?? target.GetType().GetInterfaces().Select(it => it.GetProperty(name)).OfType<PropertyInfo>().First();

    private static void Same(Value recorded, object? there)
    {
        if (ContainerOf(there) is not { } child)
        {
            Assert.Equal(ObjectTree.Default.ToValue(there).Match(Right: it => it, Left: _ => Value.OfNull()), recorded);
            return;
        }

        Assert.Equal(child.Snapshot.Value, recorded);
        Agrees(child);
        if (child is not FollowedList) return;
        var list = Assert.IsType<Value.List>(recorded);
        object?[] elements = [.. ((IEnumerable)there!).Cast<object?>()];
        Assert.Equal(elements.Length, list.Count);
        for (var i = 0; i < elements.Length; i++) Same(list[i], elements[i]);
    }
}
