using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Timeline.Isolation;
using Timeline.Objects;

namespace Timeline.ChangeTracking;

/// <summary>How objects are captured, decided once for each type.</summary>
/// <remarks>Safe to share between threads.</remarks>
[UnconditionalSuppressMessage(
    "Trimming", "IL2070", Justification = "The interfaces asked for are named, so types keep them.")]
internal sealed class CaptureForms(Contents contents)
{
    private static readonly HashSet<Type> Lists = [typeof(IList<>), typeof(IReadOnlyList<>)];

    private static readonly HashSet<Type> Maps = [typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    private readonly ConcurrentDictionary<Type, CaptureForm> _known = new();

    internal CaptureForm Of(object it)
    {
        var form = Of(it.GetType());
        if (form != CaptureForm.Open) return form;
        if (IsSettled(it)) return CaptureForm.Firm;
        return IsList(it.GetType()) ? CaptureForm.List : CaptureForm.Reference;
    }

    /// <summary>Whether a type is one of structs that have content which never changes.</summary>
    internal bool IsFirmStruct(Type type) => type.IsValueType && Of(type) == CaptureForm.Firm;

    private CaptureForm Of(Type type) => _known.TryGetValue(type, out var known)
        ? known
        : _known.GetOrAdd(type, Decide(type));

    private CaptureForm Decide(Type type)
    {
        // A node that holds a scalar can only be replaced as a whole.
        if (typeof(JsonValue).IsAssignableFrom(type)) return CaptureForm.Scalar;
        if (PlainSeen.IsOf(type) && contents.IsExact(type)) return CaptureForm.Plain;
        if (Unchanging.IsKept(type) && HoldsSomething(type) && contents.IsLeaf(type) is { } isLeaf)
            return isLeaf && !typeof(Values.Value).IsAssignableFrom(type) ? CaptureForm.Scalar : CaptureForm.Firm;
        if (IsList(type)) return Unchanging.IsFirm(type) ? CaptureForm.Open : CaptureForm.List;
        if (type.IsValueType) return CaptureForm.Content;
        return Unchanging.IsFirm(type) && HoldsSomething(type) ? CaptureForm.Open : CaptureForm.Reference;
    }

    /// <summary>Whether a type has content at all: what holds nothing is told by its identity.</summary>
    private static bool HoldsSomething(Type type) => type.IsValueType
        || FSharpTypes.IsData(type) || FSharpTypes.IsData(type.DeclaringType)
        || Isolation.Collections.IsUnchanging(type) || InstanceFields.Of(type).Any();

    private static bool IsSettled(object it)
    {
        try
        {
            return CopyWalk.IsSettled(it);
        }
        catch (IsolationFault)
        {
            return false;
        }
    }

    private static bool IsList(Type type)
    {
        if (type.IsArray) return type.IsSZArray;
        if (typeof(IDictionary).IsAssignableFrom(type)) return false;
        Type[] all = [.. type.GetInterfaces().Select(Platform.DefinitionOf)];
        return !all.Any(Maps.Contains) && (typeof(IList).IsAssignableFrom(type) || all.Any(Lists.Contains));
    }
}
