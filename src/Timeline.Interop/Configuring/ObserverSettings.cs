using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Configuring;

/// <summary>The settings of one observer, as a recipe reads them.</summary>
/// <remarks>
/// What is wrong is remembered, with its place, and the reading goes on with a value that stands in: the recipe reads
/// all it needs and returns what makes the observer, which is called only if nothing was wrong in the whole
/// configuration. What a recipe does not ask for is a mistake as well. For one thread, and only while the recipe runs.
/// </remarks>
public sealed partial class ObserverSettings
{
    private readonly Reading _reading;
    private readonly SettingNode.Fields? _fields;
    private readonly SettingNode.Fields? _entry;
    private readonly int _depth;
    private readonly List<string> _known = [];
    private readonly List<ObserverSettings> _groups = [];

    internal ObserverSettings(
        Reading reading, string path, SettingNode.Fields? fields, SettingNode.Fields? entry, int depth)
    {
        _reading = reading;
        Path = path;
        _fields = fields;
        _entry = entry;
        _depth = depth;
    }

    /// <summary>Where they stand in the whole.</summary>
    public string Path { get; }

    /// <summary>Whether the recipe has asked for an observer within.</summary>
    internal bool HasAskedForObserver { get; private set; }

    /// <summary>Whether a setting is given, whatever it is.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it is there and not null.</returns>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Says that a setting is wrong, for a reason that only the recipe knows.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    public void Refuse(string name, string message)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(message);
        _reading.Refuse(Find(name)?.Path ?? PathOf(name), message);
    }

    /// <summary>Settings within a setting, which is a map; of none where there is no such setting.</summary>
    /// <param name="name">The setting.</param>
    /// <returns>Those settings.</returns>
    public ObserverSettings Group(string name)
    {
        var group = Part(name, null, _depth);
        _groups.Add(group);
        return group;
    }

    /// <summary>The observer that this one is made around, which stands beside the options.</summary>
    /// <returns>What makes it, to be called by what the recipe returns.</returns>
    public NestedObserver Observer()
    {
        RequireReading();
        HasAskedForObserver = true;
        var plan = Nested();
        return new(() => plan!.Make(_reading));
    }

    /// <summary>What code has given to the catalog: the setting says under which name; without the setting that is the
    /// setting's own, or else whatever services have of the type.</summary>
    /// <typeparam name="T">What it has to be.</typeparam>
    /// <param name="name">The setting.</param>
    /// <returns>The service; null where it is missing, which is a mistake.</returns>
    public T? Service<T>(string name)
        where T : class
    {
        if (OptionalService<T>(name) is { } given) return given;
        var wanted = NameOfService(name) ?? name;
        _reading.Refuse(
            PathOf(name),
            $"it needs a service '{wanted}' of type {TypeName.Of(typeof(T))}: "
            + $"give it by WithService(\"{wanted}\", …).");
        return null;
    }

    /// <summary>As <see cref="Service{T}"/>, where it is no mistake that none is given.</summary>
    /// <typeparam name="T">What it has to be.</typeparam>
    /// <param name="name">The setting.</param>
    /// <returns>The service, or null. One that is named and missing, or is of another type, is a mistake.</returns>
    public T? OptionalService<T>(string name)
        where T : class
    {
        var given = NameOfService(name);
        var found = _reading.Service(given ?? name, given is not null, typeof(T));
        if (found is T right) return right;
        if (found is not null)
        {
            var (there, wanted) = (TypeName.Of(found.GetType()), TypeName.Of(typeof(T)));
            Refuse(name, $"the service '{given ?? name}' is of type {there}, not {wanted}.");
        }
        else if (given is not null)
        {
            Refuse(name, $"there is no service '{given}': {Reading.Guess(given, [.. _reading.Catalog.Services.Keys])}");
        }

        return null;
    }

    /// <summary>The settings of an observer, or of a group.</summary>
    internal ObserverSettings Part(string name, SettingNode.Fields? entry, int depth)
    {
        var node = Ask(name);
        if (node is not null and not SettingNode.Fields && !IsEmptyText(node)) Refuse(name, Wrong(node, "a map"));
        return new(_reading, node?.Path ?? PathOf(name), node as SettingNode.Fields, entry, depth);
    }

    /// <summary>Says of each setting that nobody has asked for that there is none such.</summary>
    internal void RefuseUnknown(IReadOnlyCollection<string>? known = null)
    {
        known ??= _known;
        HashSet<string> seen = new(_reading.Names);
        foreach (var (name, node) in _fields?.Named ?? [])
        {
            if (!known.Contains(name, _reading.Names))
                _reading.Refuse(node.Path, $"there is no setting '{name}' here: {Reading.Guess(name, known)}");
            else if (!seen.Add(name))
                _reading.Refuse(node.Path, $"'{name}' stands here twice.");
        }

        foreach (var group in _groups) group.RefuseUnknown();
    }

    private ObserverPlan? Nested()
    {
        if (_entry is null)
            throw new InvalidOperationException("An observer is within another one, not within a group of settings.");
        var node = _entry.Named.FirstOrDefault(it => _reading.Names.Equals(it.Name, "observer"))?.Node;
        if (node is null or SettingNode.Scalar { Value: Value.Null })
        {
            _reading.Refuse(
                _entry.Path, "it needs an \"observer\" beside its options: the one that hears what it passes on.");
            return null;
        }

        return ConfigurationReader.Entry(_reading, node, _depth + 1);
    }

    private string? NameOfService(string name) => Text(name, null) is { Length: > 0 } given ? given : null;

    private SettingNode? Ask(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        RequireReading();
        if (!_known.Contains(name)) _known.Add(name);
        return Find(name);
    }

    // What is wrong would be told to nobody.
    private void RequireReading()
    {
        if (!_reading.IsOver) return;
        throw new InvalidOperationException(
            "Settings are read by the recipe itself, not by what it returns: read them before.");
    }

    private SettingNode? Find(string name) =>
        _fields?.Named.FirstOrDefault(field => _reading.Names.Equals(field.Name, name))?.Node
            is { } node and not SettingNode.Scalar { Value: Value.Null }
                ? node
                : null;

    private string PathOf(string name)
    {
        if (!_reading.IsText) return $"{Path}/{name}";
        return Path.Length == 0 ? name : $"{Path}:{name}";
    }

    private bool IsEmptyText(SettingNode node) =>
        _reading.IsText && node is SettingNode.Scalar { Value: Value.Text { Content: "" } };

    private static string Wrong(SettingNode node, string wanted) => $"it is {node.Words}, and has to be {wanted}.";
}
