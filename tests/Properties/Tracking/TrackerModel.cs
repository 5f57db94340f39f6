using Timeline.Tracking;

namespace Timeline.Tests.Properties.Tracking;

/// <summary>A tracker that looks at everything, every time, and compares texts.</summary>
internal sealed class TrackerModel(World world)
{
    public SortedDictionary<long, ModelVariable> Variables { get; private init; } = [];

    public List<long> Roots { get; private init; } = [];

    public long Highest { get; private set; }

    private Dictionary<long, Noted> Pending { get; init; } = [];

    private SortedSet<long> Gone { get; init; } = [];

    /// <summary>A copy that goes its own way in the same world.</summary>
    public TrackerModel Copy() => new(world)
    {
        Variables = new(Variables.ToDictionary(pair => pair.Key, pair => pair.Value.Copy())),
        Roots = [.. Roots],
        Highest = Highest,
        Pending = Pending.ToDictionary(pair => pair.Key, pair => pair.Value with { Names = new(pair.Value.Names) }),
        Gone = [.. Gone],
    };

    public TrackingFault? Create(long id, long parent, Shot? root, ModelPath path, string access, string priority)
    {
        if (Variables.ContainsKey(id)) return TrackingFault.BadId;
        if (parent == 0 == root is null || (parent != 0 && !Variables.ContainsKey(parent))) return TrackingFault.BadParent;
        if (path.Fault is { } fault) return fault;
        if (!AreWords(access, priority, out var word)) return word;
        if (!path.Takes(access)) return TrackingFault.BadAccess;
        if (parent == 0 && path.Text.Length > 0) return TrackingFault.Path;
        var made = new ModelVariable(id == 0 ? Highest + 1 : id, parent) { Path = path };
        if (access.Length > 0) made.Properties["access"] = (access, Priority.Medium);
        if (priority.Length > 0) made.Properties["priority"] = (priority, Priority.Medium);
        made.Seen = root;
        if (parent != 0 && made.Access != "action" && !path.Text.EndsWith("(_)", StringComparison.Ordinal))
            made.Seen = Look(made, Variables[parent].Seen).Shot;
        if (made.IsReadable) made.Reported = made.Seen?.Text;
        Highest = Math.Max(Highest, made.Id);
        Variables[made.Id] = made;
        (parent == 0 ? Roots : Variables[parent].Children).Add(made.Id);
        Note(made.Id, noted => noted with { IsNew = true });
        return null;
    }

    public TrackingFault? Destroy(long id)
    {
        if (!Variables.TryGetValue(id, out var variable)) return TrackingFault.NotFound;
        foreach (var child in variable.Children.ToArray()) Destroy(child);
        (variable.Parent == 0 ? Roots : Variables[variable.Parent].Children).Remove(id);
        Variables.Remove(id);
        if (!Pending.TryGetValue(id, out var noted) || !noted.IsNew) Gone.Add(id);
        Pending.Remove(id);
        return null;
    }

    public TrackingFault? SetProperty(long id, string name, Priority priority, string value)
    {
        if (!Variables.TryGetValue(id, out var variable)) return TrackingFault.NotFound;
        var path = name == "path" ? ModelPath.Of(value) : variable.Path;
        var access = name == "access" ? value : variable.Access;
        if (path.Fault is { } fault) return fault;
        if (!AreWords(access, name == "priority" ? value : "", out var word)) return word;
        if (!path.Takes(access)) return TrackingFault.BadAccess;
        if (variable.Parent == 0 && path.Text.Length > 0) return TrackingFault.Path;
        var before = variable.Properties.TryGetValue(name, out var old) ? old : ("", Priority.Medium);
        var isSame = value.Length == 0 ? before.Item1.Length == 0 : before == (value, priority);
        if (isSame && path.Text == variable.Path.Text) return null;
        variable.Path = path;
        if (value.Length == 0) variable.Properties.Remove(name);
        else variable.Properties[name] = (value, priority);
        if (!variable.IsReadable) variable.Reported = null;
        Note(id, noted => noted).Names[name] = priority;
        return null;
    }

    public TrackingFault? SetActive(long id, bool isActive)
    {
        if (!Variables.TryGetValue(id, out var variable)) return TrackingFault.NotFound;
        variable.IsActive = isActive;
        return null;
    }

    public TrackingFault? Assign(long id, Shot shot, bool report)
    {
        if (!Variables.TryGetValue(id, out var variable)) return TrackingFault.NotFound;
        variable.Seen = shot;
        if (report || !variable.IsReadable) return null;
        variable.Reported = shot.Text;
        Note(id, noted => noted with { IsAssigned = true });
        return null;
    }

    public TrackingFault? MarkAll(long id)
    {
        if (!Variables.TryGetValue(id, out var variable)) return TrackingFault.NotFound;
        var names = Note(id, noted => noted with { IsMarked = true }).Names;
        foreach (var (name, (_, priority)) in variable.Properties) names[name] = priority;
        return null;
    }

    public void Reserve(long id) => Highest = Math.Max(Highest, id);

    /// <summary>What a detection says, in lines.</summary>
    public ModelDetection Detect()
    {
        var (found, faults) = (new List<Told>(), new List<string>());
        var told = Variables.ToDictionary(pair => pair.Key, pair => pair.Value.Reported);
        foreach (var root in Roots) Visit(Variables[root], null, found, faults);
        foreach (var (id, noted) in Pending)
        {
            var variable = Variables[id];
            if (noted.IsMarked && variable.Reported is { } reported)
                found.Add(new(id, variable.ValuePriority, "", $"{told[id] ?? "none"}->{reported}"));
            found.AddRange(noted.Names.Select(pair => new Told(id, pair.Value, pair.Key, "")));
        }

        var changes = found.GroupBy(it => (it.Priority, it.Id))
            .OrderByDescending(it => it.Key.Priority).ThenBy(it => it.Key.Id)
            .Select(it => $"{it.Key.Priority} {it.Key.Id} {it.Max(told => told.Value)} "
                + string.Join(',', it.Select(told => told.Name).Where(name => name.Length > 0).Order(StringComparer.Ordinal)));
        var detection = new ModelDetection(
            [.. changes],
            faults,
            [.. Pending.Where(pair => pair.Value.IsNew).Select(pair => pair.Key).Order()],
            [.. Gone],
            [.. Pending.Where(pair => pair.Value.IsAssigned).Select(pair => pair.Key).Order()]);
        Pending.Clear();
        Gone.Clear();
        return detection;
    }

    private void Visit(ModelVariable variable, ModelVariable? parent, List<Told> found, List<string> faults)
    {
        if (!variable.IsActive) return;
        if (variable.IsReadable)
        {
            var (shot, fault) = parent is null ? (new Shot(variable.Seen!.Node), null) : Look(variable, parent.Seen);
            if (fault is not null)
            {
                faults.Add($"{variable.Id} {fault}");
            }
            else
            {
                if (shot!.Text != variable.Reported)
                    found.Add(new(variable.Id, variable.ValuePriority, "", $"{variable.Reported ?? "none"}->{shot.Text}"));
                (variable.Seen, variable.Reported) = (shot, shot.Text);
            }
        }

        foreach (var child in variable.Children) Visit(Variables[child], variable, found, faults);
    }

    private (Shot? Shot, TrackingFault? Fault) Look(ModelVariable variable, Shot? parent)
    {
        if (parent is null) return (null, TrackingFault.NilPath);
        var (node, fault) = world.Follow(parent.Node, Right(TrackerPath.Parse(variable.Path.Text)).Steps);
        return fault is null ? (new Shot(node), null) : (null, fault);
    }

    private Noted Note(long id, Func<Noted, Noted> change) =>
        Pending[id] = change(Pending.TryGetValue(id, out var noted) ? noted : new(false, false, false, []));

    private static bool AreWords(string access, string priority, out TrackingFault fault)
    {
        fault = access is "" or "rw" or "r" or "w" or "action" ? TrackingFault.BadProperty : TrackingFault.BadAccess;
        return fault != TrackingFault.BadAccess && priority is "" or "low" or "medium" or "HIGH";
    }

    private sealed record Noted(bool IsNew, bool IsMarked, bool IsAssigned, Dictionary<string, Priority> Names);

    private sealed record Told(long Id, Priority Priority, string Name, string Value);
}

/// <summary>What was seen, and what it looked like then.</summary>
internal sealed class Shot(Node? node)
{
    public Node? Node => node;

    public string Text { get; } = $"{Right(Timeline.Values.Json.Parse(node?.Shown ?? "null"))}";
}

/// <summary>A path as it was written; it is an error, or has a kind of end.</summary>
internal sealed record ModelPath(string Text, TrackingFault? Fault)
{
    public static ModelPath Of(string text) => new(text,
        text.Contains("(_).", StringComparison.Ordinal) ? TrackingFault.BadSetterCall
        : text.Contains("..", StringComparison.Ordinal) ? TrackingFault.Path : null);

    public bool Takes(string access) => Text.EndsWith("(_)", StringComparison.Ordinal) ? access is "w" or "action"
        : !Text.EndsWith("()", StringComparison.Ordinal) || access != "w";
}

internal sealed class ModelVariable(long id, long parent)
{
    public long Id => id;

    public long Parent => parent;

    public required ModelPath Path { get; set; }

    public bool IsActive { get; set; } = true;

    public Dictionary<string, (string Value, Priority Priority)> Properties { get; private init; } = [];

    public List<long> Children { get; private init; } = [];

    public Shot? Seen { get; set; }

    public string? Reported { get; set; }

    public string Access => Properties.TryGetValue("access", out var access) ? access.Value : "rw";

    public bool IsReadable => Access is "rw" or "r";

    public Priority ValuePriority => Properties.TryGetValue("priority", out var priority)
        ? Enum.Parse<Priority>(priority.Value, ignoreCase: true) : Priority.Medium;

    public ModelVariable Copy() => new(id, parent)
    {
        Path = Path,
        IsActive = IsActive,
        Properties = new(Properties),
        Children = [.. Children],
        Seen = Seen,
        Reported = Reported,
    };
}

internal sealed record ModelDetection(
    string[] Changes, List<string> Faults, long[] Created, long[] Destroyed, long[] Unreported);
