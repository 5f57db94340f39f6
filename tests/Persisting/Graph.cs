using System.Globalization;
using System.Text;
using Timeline.Histories;

namespace Timeline.Tests.Persisting;

/// <summary>All that branches hold, as text: values, stamps, indexes, both kinds of parent, heads.</summary>
internal static class Graph
{
    public static string Of<T>(Branches<T> branches, Func<T, string>? show = null)
    {
        var text = new StringBuilder($"on {branches.Current}\n");
        foreach (var name in branches.Names)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{name}:\n");
            foreach (var version in branches.Find(name).Match(it => it, _ => default).Oldest())
                _ = text.Append(CultureInfo.InvariantCulture, $"  {Line(version)} {Second(version.SecondParent)}\n");
        }

        return text.ToString();

        string Line(Version<T> version) => FormattableString.Invariant(
            $"{version.Index} {version.Stamp.Ticks} [{Words(version.Stamp)}] = {show?.Invoke(version.Value) ?? $"{version.Value}"}");

        string Words(Stamp stamp) => string.Join(", ", new[] { stamp.Actor, stamp.Label }.Where(word => word.Length > 0));

        string Second(Version<T>? version) => version is null
            ? ""
            : $"<- {string.Join(" / ", History.Of(version).Oldest().Select(Line))}";
    }

    /// <summary>Which versions of different branches are one: the sharing, as numbers in the order of first sight.</summary>
    public static string Sharing<T>(Branches<T> branches)
    {
        var seen = new Dictionary<Version<T>, int>(ReferenceEqualityComparer.Instance);
        return string.Join(' ', branches.Names.Select(name => string.Join(',', branches.Find(name)
            .Match(it => it, _ => default).Oldest().Select(version => seen.TryAdd(version, seen.Count) ? seen.Count - 1 : seen[version]))));
    }
}
