using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Timeline.Containers;

/// <summary>Who called whom.</summary>
internal static class StackCapture
{
    private const int FramesMax = 25;

    /// <summary>The frames from that of the caller on: the innermost that is neither of this library nor of a
    /// namespace to
    /// ignore.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026",
        Justification = "A method that is cut away is named by nothing.")]
    public static ImmutableArray<string> Now(ImmutableArray<string> ignored)
    {
        var frames = new StackTrace(1, fNeedFileInfo: false).GetFrames();
        var begin = 0;
        while (begin < frames.Length && IsPassed(frames[begin].GetMethod(), ignored)) begin++;
        return [.. frames.Skip(begin).Take(FramesMax).Select(it => TextOf(it.GetMethod()))];
    }

    private static bool IsPassed(MethodBase? method, ImmutableArray<string> ignored)
    {
        if (method?.DeclaringType is not { } type) return true;
        return type.Assembly == typeof(StackCapture).Assembly
            || (type.Namespace is { } space && ignored.Any(it => IsWithin(space, it)));
    }

    private static bool IsWithin(string space, string outer) =>
        space.StartsWith(outer, StringComparison.Ordinal) && (space.Length == outer.Length
            || space[outer.Length] == '.');

    private static string TextOf(MethodBase? method) =>
        method is null ? "?" : $"{method.DeclaringType?.FullName}.{method.Name}";
}
