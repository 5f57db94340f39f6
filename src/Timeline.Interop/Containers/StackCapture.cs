using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Timeline.ChangeLogs;

namespace Timeline.Containers;

/// <summary>Who called whom: the methods, noted when they call, and named when somebody asks.</summary>
/// <remarks>
/// To walk the frames is what costs, and nobody can do that later; so no more than that is done for a mutation, and the
/// frames are kept as references to methods, which exist anyway.
/// </remarks>
internal sealed class StackCapture : ChangeStack
{
    private const int FramesMax = 25;

    // Of what is kept some is left out when it is named: what the compiler puts between a method and its body.
    private const int KeptMax = 2 * FramesMax;

    private static readonly Module Own = typeof(StackCapture).Module;

    private readonly MethodBase?[] _methods;
    private string[]? _frames;

    private StackCapture(MethodBase?[] methods) => _methods = methods;

    /// <inheritdoc/>
    public override ImmutableArray<string> Frames => ImmutableCollectionsMarshal.AsImmutableArray(
        Volatile.Read(ref _frames) ?? Interlocked.CompareExchange(ref _frames, Named(), null) ?? _frames);

    /// <summary>The frames from that of the caller on: the innermost that is neither of this library nor of a namespace
    /// to ignore.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026",
        Justification = "A method that is cut away is named by nothing.")]
    public static ChangeStack Now(ImmutableArray<string> ignored)
    {
        var trace = new StackTrace(1, fNeedFileInfo: false);
        var begin = 0;
        while (begin < trace.FrameCount && IsPassed(trace.GetFrame(begin)!.GetMethod(), ignored)) begin++;
        if (begin == trace.FrameCount) return None;
        var methods = new MethodBase?[Math.Min(trace.FrameCount - begin, KeptMax)];
        for (var at = 0; at < methods.Length; at++) methods[at] = trace.GetFrame(begin + at)!.GetMethod();
        return new StackCapture(methods);
    }

    private string[] Named() => [.. FrameText.Of(_methods).Take(FramesMax)];

    private static bool IsPassed(MethodBase? method, ImmutableArray<string> ignored)
    {
        if (method?.DeclaringType is not { } type || type.Module == Own) return true;
        if (ignored.IsDefaultOrEmpty || type.Namespace is not { } space) return false;
        foreach (var outer in ignored)
        {
            if (IsWithin(space, outer)) return true;
        }

        return false;
    }

    private static bool IsWithin(string space, string outer) => space.StartsWith(outer, StringComparison.Ordinal)
        && (space.Length == outer.Length || space[outer.Length] == '.');
}
