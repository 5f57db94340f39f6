using System.Diagnostics;
using System.Reflection;

namespace Timeline.Containers;

/// <summary>Methods of a stack under the names that the source has for them.</summary>
/// <remarks>
/// The compiler makes a method of each lambda and local function, <c>&lt;Run&gt;b__0</c> and
/// <c>&lt;Run&gt;g__Inner|0_1</c>, and a type with a method <c>MoveNext</c> of each asynchronous method and iterator,
/// <c>&lt;Run&gt;d__2</c>, which a method of the name in the source starts.
/// </remarks>
internal static class FrameText
{
    private const string Plumbing = "System.Runtime.CompilerServices";

    /// <summary>The names, innermost first: <c>Shop.Orders.Save</c>, <c>Shop.Orders.Save.(lambda)</c>,
    /// <c>Shop.Orders.Save.Inner</c>. What only leads to the body of a method is left out.</summary>
    public static IEnumerable<string> Of(IEnumerable<MethodBase?> methods)
    {
        string? body = null;
        foreach (var method in methods)
        {
            if (method is not null && IsPlumbing(method)) continue;
            var text = method is null ? "?" : Spelled(method);
            var isBody = method is not null && IsBody(method);
            // The method that started the body which was the frame before.
            var isStart = !isBody && text == body;
            body = isBody ? text : null;
            if (!isStart) yield return text;
        }
    }

    private static bool IsPlumbing(MethodBase method) => method.DeclaringType?.Namespace == Plumbing
        || method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false)
        || (method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) ?? false);

    private static bool IsBody(MethodBase method) => method.Name == "MoveNext"
        && method.DeclaringType is { Name: ['<', ..] } type && Generated.Of(type.Name).Kind == 'd';

    private static string Spelled(MethodBase method)
    {
        List<string> steps = [];
        for (var type = method.DeclaringType; type is not null; type = type.DeclaringType)
            steps.Add(Spelled(type.Name));
        if (method.DeclaringType?.Namespace is { } space) steps.Add(space);
        steps.Reverse();
        if (!IsBody(method)) steps.Add(Spelled(method.Name));
        return string.Join('.', steps.Where(it => it.Length > 0));
    }

    private static string Spelled(string name)
    {
        if (name is not ['<', ..])
        {
            var arity = name.IndexOf('`', StringComparison.Ordinal);
            return arity < 0 ? name : name[..arity];
        }

        var (within, kind, rest) = Generated.Of(name);
        var outer = within.Length == 0 ? "" : Spelled(within);
        return kind switch
        {
            'b' => outer + ".(lambda)",
            'g' => $"{outer}.{LocalName(rest)}",
            _ => outer,
        };
    }

    private static string LocalName(string rest)
    {
        var begin = rest.StartsWith("g__", StringComparison.Ordinal) ? 3 : 0;
        var end = rest.IndexOf('|', StringComparison.Ordinal);
        return end < begin ? rest[begin..] : rest[begin..end];
    }

    /// <summary>A name that the compiler made: what stands in the angle brackets, and what comes after.</summary>
    private readonly record struct Generated(string Within, char Kind, string Rest)
    {
        public static Generated Of(string name)
        {
            var depth = 0;
            for (var at = 0; at < name.Length; at++)
            {
                if (name[at] == '<') depth++;
                else if (name[at] == '>' && --depth == 0)
                    return new(name[1..at], at + 1 < name.Length ? name[at + 1] : ' ', name[(at + 1)..]);
            }

            return new(name[1..], ' ', "");
        }
    }
}
