using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What says which element of a list is which: identity keys, given or suggested by the lists.</summary>
internal sealed class ListIdentity
{
    private static readonly ListIdentity None = new([]);

    // Names that lists have been given by those who care which element is which.
    private static readonly string[] Preferred = ["id", "_id", "uuid", "key", "name", "slug", "title"];

    private readonly IReadOnlyList<string> _keys;

    // Under a suggested key: the names that are new on both sides.
    private readonly HashSet<Value>? _newTwice;

    private ListIdentity(IReadOnlyList<string> keys, HashSet<Value>? newTwice = null)
    {
        _keys = keys;
        _newTwice = newTwice;
    }

    /// <summary>Whether elements are recognised by name at all.</summary>
    public bool HasKeys => _keys.Count > 0;

    /// <summary>The key that the lists suggest, or null where there is none or one was given.</summary>
    public string? Suggestion => _newTwice is null ? null : _keys[0];

    /// <summary>How the elements of two versions of a list are recognised.</summary>
    public static ListIdentity For(Value.List before, Value.List after, DiffOptions options) =>
        options.SuggestIdentity == IdentitySuggestion.Always && options.IdentityKeys.Count == 0
            ? Suggested(before, after, after)
            : new ListIdentity(options.IdentityKeys);

    /// <summary>How the elements of a list and of what two sides made of it are recognised.</summary>
    public static ListIdentity For(Value.List before, Value.List ours, Value.List theirs, DiffOptions options) =>
        options.SuggestIdentity != IdentitySuggestion.Never && options.IdentityKeys.Count == 0
            ? Suggested(before, ours, theirs)
            : new ListIdentity(options.IdentityKeys);

    /// <summary>The name of an element, or null if it has none.</summary>
    public ElementName? NameOf(Value element) => ElementName.Of(element, _keys);

    /// <summary>
    /// All of an element but its name, where that is enough to know it again under another name: two members or more.
    /// Null too where the other side has the same new name, which then is another element's.
    /// </summary>
    public Value.Map? Nameless(Value element)
    {
        if (Suggestion is not { } key || element is not Value.Map { Count: > 2 } map) return null;
        return _newTwice!.Contains(map[key]) ? null : map.Remove(key);
    }

    /// <summary>By the first member, the preferred ones first, that names the elements of all three lists.</summary>
    /// <remarks>The same for both sides, for it asks the same of each. O(n) for each member that might.</remarks>
    private static ListIdentity Suggested(Value.List before, Value.List ours, Value.List theirs)
    {
        Value.List[] lists = [before, ours, theirs];
        var first = Array.Find(lists, list => list.Count > 0);
        if (first is null || first[0] is not Value.Map sample) return None;
        var keys = sample.Keys.Where(key => IsName(sample[key]));

        // With no base no member has shown that it holds.
        if (before.Count == 0) keys = keys.Where(key => Rank(key) < Preferred.Length);
        foreach (var key in keys.OrderBy(Rank).ThenBy(key => sample[key] is Value.Number))
        {
            if (Names(before, key) is not { } old || Names(ours, key) is not { } our
                || Names(theirs, key) is not { } their)
            {
                continue;
            }

            if (Rank(key) == Preferred.Length && lists.All(list => Counts(list, key))) continue;

            // The best there is; where it does not hold, a lesser one would be unique by accident.
            if (!Keeps(old, our) || !Keeps(old, their)) return None;
            our.IntersectWith(their);
            our.ExceptWith(old);
            return new ListIdentity([key], our);
        }

        return None;
    }

    private static int Rank(string key)
    {
        var rank = Array.IndexOf(Preferred, key);
        return rank < 0 ? Preferred.Length : rank;
    }

    private static bool IsName(Value value) => value is Value.Text or Value.Number;

    /// <summary>The names in a list, or null where an element has none or two have the same.</summary>
    private static HashSet<Value>? Names(Value.List list, string key)
    {
        var names = new HashSet<Value>(list.Count);
        foreach (var element in list)
        {
            if (element is not Value.Map map || !map.TryGetValue(key, out var name)) return null;
            if (!IsName(name) || !names.Add(name)) return null;
        }

        return names;
    }

    /// <summary>
    /// Whether a side keeps half of the names, or half of its own are old: else they identify nothing.
    /// </summary>
    private static bool Keeps(HashSet<Value> before, HashSet<Value> after)
    {
        var kept = after.Count(before.Contains);
        return 2 * kept >= Math.Min(before.Count, after.Count);
    }

    /// <summary>Whether a member only counts the elements, each being one more than the one before.</summary>
    private static bool Counts(Value.List list, string key)
    {
        long? previous = null;
        foreach (var element in list)
        {
            var name = ((Value.Map)element)[key] as Value.Number;
            if (name is null || !name.TryGetInt64(out var count)) return false;
            if (previous is { } last && (last == long.MaxValue || count != last + 1)) return false;
            previous = count;
        }

        return true;
    }
}
