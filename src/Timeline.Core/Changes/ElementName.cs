using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What identifies a list element: the first identity key it has, and the scalar under it.</summary>
internal readonly record struct ElementName(int Key, Value Name)
{
    /// <summary>The name of an element, or null if it has none.</summary>
    public static ElementName? Of(Value element, IReadOnlyList<string> identityKeys)
    {
        if (element is not Value.Map map) return null;
        for (var key = 0; key < identityKeys.Count; key++)
        {
            if (!map.TryGetValue(identityKeys[key], out var name)) continue;
            if (name is not (Value.List or Value.Map or Value.Null)) return new ElementName(key, name);
        }

        return null;
    }
}
