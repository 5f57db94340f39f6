using System.Collections;
using System.Text;

namespace Timeline.Tests.Properties.Isolation;

/// <summary>What can be seen of a graph of objects: every object has a number, and says what it holds.</summary>
internal static class Sketch
{
    public static string Of(object root)
    {
        var objects = Reach(root);
        var numbers = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (var it in objects.Where(it => !it.GetType().IsValueType)) numbers.Add(it, numbers.Count);
        return string.Join('\n', objects.Select(it =>
            $"{it.GetType().Name}{Scalars(it)}: {string.Join(' ', Parts(it).Select(Name))}"));

        string Name(object? part) => part switch
        {
            null => "null",
            int or string => $"{part}",
            Inline inline => $"({string.Join(' ', Parts(inline).Select(Name))})",
            _ => $"#{numbers[part]}",
        };
    }

    /// <summary>The objects that are reached from one, each once, in the order in which they are.</summary>
    public static List<object> Reach(object root)
    {
        var (seen, order) = (new HashSet<object>(ReferenceEqualityComparer.Instance), new List<object>());
        Queue<object?> open = new([root]);
        while (open.TryDequeue(out var it))
        {
            if (it is null or int or string) continue;
            if (it is not Inline && !seen.Add(it)) continue;
            if (it is not Inline) order.Add(it);
            foreach (var part in Parts(it)) open.Enqueue(part);
        }

        return order;
    }

    public static bool CanChange(object it) => it is Plain or Loose or StringBuilder or Array or List<object?> or Dictionary<string, object?>;

    private static string Scalars(object it) => it switch
    {
        Plain plain => $" {plain.Number}",
        Loose loose => $" {loose.Name} {loose.Number}",
        Fixed kept => $" {kept.Name}",
        StringBuilder text => $" {text}",
        Dictionary<string, object?> dictionary => $" {string.Join(',', dictionary.Keys)} {dictionary.Comparer.Equals("a", "A")}",
        _ => "",
    };

    private static IEnumerable<object?> Parts(object it) => it switch
    {
        Plain plain => [plain.Any, plain.Next, plain.Fixed, plain.Inline, plain.Items],
        Fixed kept => [kept.Next],
        Shell shell => [shell.Held],
        Inline inline => [inline.Numbers, inline.Any],
        StringBuilder => [],
        Dictionary<string, object?> dictionary => dictionary.Values,
        IEnumerable all => all.Cast<object?>(),
        _ => throw new InvalidOperationException($"{it.GetType()} is not known."),
    };
}
