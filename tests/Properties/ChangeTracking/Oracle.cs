using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Timeline.Tracking;

namespace Timeline.Tests.Properties.ChangeTracking;

/// <summary>What a tracker has to say, by capturing everything in full and comparing the texts.</summary>
internal sealed class Oracle(Func<object, long> idOf)
{
    public ImmutableSortedDictionary<long, Known> Variables { get; set; } = ImmutableSortedDictionary<long, Known>.Empty;

    public void Create(long id, long parent, string path, object? root)
    {
        var variable = new Known(id, parent, path);
        if (parent == 0) variable = variable with { Has = true, Seen = root };
        else if (Look(variable) is (true, var value)) variable = variable with { Has = true, Seen = value };
        Variables = Variables.Add(id, variable.Has ? variable with { Reported = Write(variable.Seen) } : variable);
    }

    public void Destroy(long id)
    {
        foreach (var child in Variables.Values.Where(it => it.Parent == id).ToArray()) Destroy(child.Id);
        Variables = Variables.Remove(id);
    }

    public void Change(long id, Func<Known, Known> change) => Variables = Variables.SetItem(id, change(Variables[id]));

    /// <summary>Takes in what was set at a variable.</summary>
    public void Reread(long id, bool report)
    {
        var it = Variables[id];
        if (Look(it) is not (true, var value)) return;
        Change(id, known => known with { Has = true, Seen = value, Reported = report ? known.Reported : Write(value) });
    }

    public string[] Detect()
    {
        List<(Priority Priority, long Id, bool Value, string Name)> told = [];
        foreach (var root in Variables.Values.Where(it => it.Parent == 0).ToArray()) Visit(root.Id, told);
        foreach (var it in Variables.Values)
        {
            if (it.IsMarked && it.Reported is not null) told.Add((it.Priority, it.Id, true, ""));
            foreach (var (name, priority) in it.Pending) told.Add((priority, it.Id, false, name));
            Change(it.Id, known => known with { IsMarked = false, Pending = ImmutableSortedDictionary<string, Priority>.Empty });
        }

        return [.. told.GroupBy(it => (it.Priority, it.Id)).OrderByDescending(it => it.Key.Priority).ThenBy(it => it.Key.Id)
            .Select(it => Text(it.Key.Priority, it.Key.Id, it.Any(each => each.Value),
                it.Select(each => each.Name).Where(name => name.Length > 0)))];
    }

    public static string Text(Priority priority, long id, bool value, IEnumerable<string> names) =>
        $"{priority} {id} {value} {string.Join(',', names.Order(StringComparer.Ordinal))}";

    /// <summary>What is at a variable, from what was seen at its parent.</summary>
    public (bool Is, object? Value) Look(Known it)
    {
        if (it.Parent == 0) return (true, it.Seen);
        if (!Variables[it.Parent].Has) return (false, null);
        var at = Variables[it.Parent].Seen;
        foreach (var step in it.Path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Step(at, step) is not (true, var next)) return (false, null);
            at = next;
        }

        return (true, at);
    }

    public string Write(object? it) => it switch
    {
        null => "null",
        int or bool or string => JsonSerializer.Serialize(it),
        List<int> list => $"[{string.Join(',', list)}]",
        List<World.Node> list => $"[{string.Join(',', list.Select(Write))}]",
        List<object?> list => $"[{string.Join(',', list.Select(Write))}]",
        string?[] list => $"[{string.Join(',', list.Select(Write))}]",
        ImmutableList<World.Leaf> or World.Leaf or World.Twig or World.Pair => JsonSerializer.Serialize(it, it.GetType()),
        ImmutableDictionary<string, int> map => map.ContainsKey("obj")
            ? $"{{\"content\":{JsonSerializer.Serialize(map)}}}"
            : JsonSerializer.Serialize(map),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{\"obj\":{idOf(it)}}}"),
    };

    private static (bool Is, object? Value) Step(object? at, string step) => (at, step) switch
    {
        (World.Node it, "Number") => (true, it.Number),
        (World.Node it, "Text") => (true, it.Text),
        (World.Node it, "Next") => (true, it.Next),
        (World.Node it, "Numbers") => (true, it.Numbers),
        (World.Node it, "Nodes") => (true, it.Nodes),
        (World.Node it, "Map") => (true, it.Map),
        (World.Node it, "Any") => (true, it.Any),
        (World.Node it, "Twig") => (true, it.Twig),
        (World.Node it, "Count()") => (true, it.Count()),
        (World.Twig it, "Leaves") => (true, it.Leaves),
        (World.Twig it, "Name") => (true, it.Name),
        (World.Leaf it, "Number") => (true, it.Number),
        (System.Collections.IList it, "0" or "1") => int.Parse(step, CultureInfo.InvariantCulture) is var index && index < it.Count
            ? (true, it[index])
            : (false, null),
        (Dictionary<string, object?> it, _) => it.TryGetValue(step, out var found) ? (true, found) : (false, null),
        (ImmutableDictionary<string, int> it, _) => it.TryGetValue(step, out var found) ? (true, found) : (false, null),
        _ => (false, null),
    };

    private void Visit(long id, List<(Priority Priority, long Id, bool Value, string Name)> told)
    {
        if (!Variables[id].IsActive) return;
        if (Look(Variables[id]) is (true, var value))
        {
            var json = Write(value);
            var known = Variables[id];
            if (known.Reported != json) told.Add((known.Priority, id, true, ""));
            Change(id, it => it with { Has = true, Seen = value, Reported = json });
        }

        foreach (var child in Variables.Values.Where(it => it.Parent == id).ToArray()) Visit(child.Id, told);
    }

    internal sealed record Known(long Id, long Parent, string Path)
    {
        public bool IsActive { get; init; } = true;

        public bool Has { get; init; }

        public object? Seen { get; init; }

        public string? Reported { get; init; }

        public bool IsMarked { get; init; }

        public Priority Priority { get; init; } = Priority.Medium;

        public ImmutableSortedDictionary<string, Priority> Names { get; init; } = ImmutableSortedDictionary<string, Priority>.Empty;

        public ImmutableSortedDictionary<string, Priority> Pending { get; init; } = ImmutableSortedDictionary<string, Priority>.Empty;
    }
}
