using System.Diagnostics.CodeAnalysis;
using System.Dynamic;

namespace Timeline.Namespaces;

/// <summary>The keys of a namespace as members that are bound when they are used.</summary>
[RequiresUnreferencedCode("Names are bound at run time.")]
[RequiresDynamicCode("Names are bound at run time.")]
internal sealed class DynamicNamespace(WatchedNamespace keys) : DynamicObject
{
    public override IEnumerable<string> GetDynamicMemberNames() => keys.Keys;

    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        result = DynamicEntries.Shown(keys[binder.Name]);
        return true;
    }

    public override bool TrySetMember(SetMemberBinder binder, object? value)
    {
        keys[binder.Name] = value;
        return true;
    }

    public override bool TryDeleteMember(DeleteMemberBinder binder) => keys.Remove(binder.Name);

    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        result = indexes is [string key] ? DynamicEntries.Shown(keys[key]) : null;
        return indexes is [string];
    }

    public override bool TrySetIndex(SetIndexBinder binder, object[] indexes, object? value)
    {
        if (indexes is not [string key]) return false;
        keys[key] = value;
        return true;
    }

    public override string ToString() => keys.ToString();
}
