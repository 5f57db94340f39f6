using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What an object held at a moment: of each recorded property, by its name in JSON, the value and what that
/// is recorded as.</summary>
internal sealed class ObjectContent(ObjectContainer container, PersistentMap<string, PropertyState> properties)
    : HeldContent(container)
{
    public PersistentMap<string, PropertyState> Properties => properties;

    public PropertyState this[ObjectProperty property] => properties[property.Name];

    public ObjectContent With(string name, object? value, ChangeContent record) =>
        new(container, properties.Set(name, new(value, record)));

    private protected override Value Make()
    {
        var map = new Value.Map.Builder();
        foreach (var property in container.Recorded)
            _ = map.TryAdd(property.Name, properties[property.Name].Record.Value);
        return map.ToMap();
    }
}
