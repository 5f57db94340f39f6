using System.Diagnostics.CodeAnalysis;
using System.Dynamic;

namespace Timeline.Namespaces;

/// <summary>The entries of a dictionary that is a value, as members to be read.</summary>
[RequiresUnreferencedCode("Names are bound at run time.")]
[RequiresDynamicCode("Names are bound at run time.")]
internal sealed class DynamicEntries(IReadOnlyDictionary<string, object?> entries) : DynamicObject
{
    public override IEnumerable<string> GetDynamicMemberNames() => entries.Keys;

    public override bool TryGetMember(GetMemberBinder binder, out object? result) => TryGet(binder.Name, out result);

    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        result = null;
        return indexes is [string key] && TryGet(key, out result);
    }

    public override string? ToString() => entries.ToString();

    /// <summary>A value as it is shown: a dictionary can be read by members, all else is what it is.</summary>
    internal static object? Shown(object? value) =>
        value is IReadOnlyDictionary<string, object?> entries ? new DynamicEntries(entries) : value;

    private bool TryGet(string name, out object? result)
    {
        if (!entries.TryGetValue(name, out var value))
            throw KeyPath.Missing($"there is no entry '{name}'", name, entries.Keys);
        result = Shown(value);
        return true;
    }
}
