using System.Collections.Immutable;
using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Configuring;

/// <summary>Reads observers, and says all that is wrong with them.</summary>
internal static class ConfigurationReader
{
    private const int DeepestNesting = 16;
    private const int DefaultPriority = 50;

    // What is nested hears from what it is nested in, when that does.
    private static readonly string[] NestedFields = ["type", "name", "options", "observer"];
    private static readonly string[] Fields = [.. NestedFields, "priority", "replay"];

    /// <summary>The observers of a list.</summary>
    public static ImmutableArray<ObserverPlan> Read(Reading reading, SettingNode root)
    {
        if (root is SettingNode.Many many)
            return [.. many.Items.Select(item => Entry(reading, item, depth: 0)).OfType<ObserverPlan>()];
        if (reading.IsText && root is SettingNode.Scalar { Value: Value.Null or Value.Text { Content: "" } }) return [];
        reading.Refuse(root.Path, $"it has to be a list of observers, each with a \"type\", and is {root.Words}.");
        return [];
    }

    /// <summary>One observer, at the top or within another; null where it cannot be told what it is.</summary>
    public static ObserverPlan? Entry(Reading reading, SettingNode node, int depth)
    {
        if (depth > DeepestNesting)
        {
            reading.Refuse(
                node.Path, FormattableString.Invariant($"observers nest at most {DeepestNesting} deep."));
            return null;
        }

        if (node is not SettingNode.Fields map)
        {
            reading.Refuse(node.Path, $"an observer has to be a map with a \"type\", and is {node.Words}.");
            return null;
        }

        var order = reading.Count++;
        ObserverSettings entry = new(reading, map.Path, map, entry: null, depth);
        var type = entry.Text("type");
        var name = Name(reading, entry);
        var (priority, replay) = depth == 0
            ? ((int)entry.Number("priority", DefaultPriority, int.MinValue, int.MaxValue), entry.Flag("replay"))
            : (DefaultPriority, false);
        var build = type.Length == 0 ? null : Recipe(reading, map, entry, type, depth);
        entry.RefuseUnknown(depth == 0 ? Fields : NestedFields);
        return build is null ? null : new(order, map.Path, name, priority, replay, build);
    }

    private static string? Name(Reading reading, ObserverSettings entry)
    {
        var name = entry.Text("name", null);
        if (name is null) return null;
        if (name.Length == 0) entry.Refuse("name", "it is empty: give a name, or none.");
        else if (!reading.Given.Add(name)) entry.Refuse("name", $"another observer is called '{name}' already.");
        return name;
    }

    private static Func<IObserver<ChangeEntry>>? Recipe(
        Reading reading, SettingNode.Fields map, ObserverSettings entry, string type, int depth)
    {
        var recipes = reading.Catalog.Recipes;
        if (!recipes.TryGetValue(type, out var recipe))
        {
            entry.Refuse("type", $"there is no observer '{type}': {Reading.Guess(type, reading.Catalog.Names)}");
            return null;
        }

        var settings = entry.Part("options", map, depth);
        Func<IObserver<ChangeEntry>>? build = null;
        try
        {
            build = recipe(settings);
            if (build is null) entry.Refuse("type", $"the recipe of '{type}' makes nothing.");
        }
        catch (ArgumentException wrong)
        {
            reading.Refuse(settings.Path, wrong.Message);
        }

        settings.RefuseUnknown();
        if (!settings.HasAskedForObserver && entry.Has("observer"))
            entry.Refuse("observer", $"'{type}' has no observer within it.");
        return build;
    }
}
