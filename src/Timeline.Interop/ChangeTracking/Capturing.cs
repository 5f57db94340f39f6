using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>Takes captures of values.</summary>
internal sealed class Capturing(
    ObjectTree tree, ObjectRegistry registry, bool registersAll, Func<object, Value?>? write)
{
    private static readonly ScalarSeen Nothing = new(null, Value.OfNull());

    private readonly Contents _contents = new(tree);
    private readonly Dictionary<Type, ScalarLists?> _scalarLists = [];

    private CaptureForms Forms => field ??= new CaptureForms(_contents);

    /// <summary>The capture of what is at a variable.</summary>
    /// <param name="value">What is there.</param>
    /// <param name="variable">The id of the variable, which an object there gets if no object had it.</param>
    /// <param name="byContent">Whether also objects that can change are captured by what is in them.</param>
    /// <param name="last">What was captured there last; null for nothing.</param>
    /// <exception cref="CaptureFault">It cannot be captured.</exception>
    internal Capture Of(object? value, long variable, bool byContent, Capture? last)
    {
        if (value is null or DBNull) return new ScalarSeen(value, Value.OfNull());
        try
        {
            return Take(value, byContent, last, 0) ?? new ReferenceSeen(value, registry.Register(value, variable));
        }
        catch (Exception error) when (IsThrown(error))
        {
            throw Thrown(error);
        }
    }

    /// <summary>A value that is at no variable, as it is written; nothing of it is kept.</summary>
    /// <exception cref="CaptureFault">It cannot be captured, or is an object without an id.</exception>
    internal Value Written(object? value)
    {
        try
        {
            return Written(value, 0);
        }
        catch (Exception error) when (IsThrown(error))
        {
            throw Thrown(error);
        }
    }

    /// <summary>Whether an exception comes from the program's code.</summary>
    private static bool IsThrown(Exception error) => error is not CaptureFault && Misstep.IsAnswer(error);

    private static CaptureFault Thrown(Exception error) =>
        new(Misstep.KindOf(error, TrackingFault.Path), $"looking into it threw {ObjectTree.ReasonOf(error)}", error);

    /// <summary>The capture of a value; null for an object that is captured by identity.</summary>
    private Capture? Take(object value, bool byContent, Capture? last, int depth)
    {
        if (write?.Invoke(value) is { } json) return new HookedSeen(value, json, write);
        return Forms.Of(value) switch
        {
            CaptureForm.Plain => new PlainSeen(value),
            CaptureForm.Scalar => new ScalarSeen(value, References.Escaped(_contents.Project(value))),
            CaptureForm.Firm => last is FirmSeen { Source: { } source } firm && source.GetType() == value.GetType()
                ? new FirmSeen(value, firm)
                : new FirmSeen(value, _contents),
            CaptureForm.List when !byContent =>
                new ListSeen(value, Elements(value, (last as ListSeen)?.Elements, depth)),
            CaptureForm.Reference when !byContent => null,
            _ => new ContentSeen(value, _contents),
        };
    }

    private ElementsSeen Elements(object list, ElementsSeen? last, int depth)
    {
        EnsureDepth(depth);
        if (write is null && ScalarsOf(list.GetType()) is { } scalars) return scalars.Capture(list, last, _contents);
        List<Capture> elements = new(CountOf(list));
        List<Value> json = new(CountOf(list));
        foreach (var element in (IEnumerable)list)
        {
            var before = (last as MixedElements)?.At(elements.Count);
            var isOld = before is not null && before.Shows(element);
            var seen = isOld ? before! : Element(element, before, depth + 1);

            // The very same again, so that whoever compares it need not look into it.
            json.Add(isOld ? last!.Json[elements.Count] : seen.ToJson());
            elements.Add(seen);
        }

        return new MixedElements([.. elements], Value.List.From(json));
    }

    private Value Written(object? value, int depth)
    {
        var isList = value is not (null or DBNull) && write is null && Forms.Of(value) == CaptureForm.List;
        if (!isList || ScalarsOf(value!.GetType()) is not null) return Element(value, null, depth).ToJson();
        EnsureDepth(depth);
        List<Value> json = new(CountOf(value));
        foreach (var element in (IEnumerable)value) json.Add(Written(element, depth + 1));
        return Value.List.From(json);
    }

    private static int CountOf(object list) => list is ICollection { Count: var count } ? count : 0;

    private static void EnsureDepth(int depth)
    {
        if (depth <= Value.MaximumDepth - 2 && RuntimeHelpers.TryEnsureSufficientExecutionStack()) return;
        throw new CaptureFault(
            TrackingFault.Path, "its lists nest deeper than JSON may, or one of them holds itself");
    }

    private Capture Element(object? element, Capture? before, int depth)
    {
        if (element is null or DBNull) return Nothing;
        if (Take(element, false, before, depth) is { } seen) return seen;
        var id = registersAll ? registry.Register(element, 0) : registry.IdOf(element);
        return id != 0 ? new ReferenceSeen(element, id) : throw Unregistered(element);
    }

    /// <summary>That an object has no id to be told by.</summary>
    private static CaptureFault Unregistered(object it) => new(
        TrackingFault.BadReference,
        $"an object of the type {TypeName.Of(it.GetType())} is not registered: "
            + $"set {nameof(TrackerOptions)}.{nameof(TrackerOptions.RegistersObjects)}, register it, or give it a "
            + "variable");

    private ScalarLists? ScalarsOf(Type list)
    {
        if (!_scalarLists.TryGetValue(list, out var scalars)) _scalarLists[list] = scalars = Make(list);
        return scalars;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "It asks nothing of the type.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without dynamic code only classes come here.")]
    private ScalarLists? Make(Type list)
    {
        var element = list.IsArray ? list.GetElementType()
            : list.IsGenericType && list.GetGenericTypeDefinition() == typeof(List<>) ? list.GetGenericArguments()[0]
            : null;
        if (element is null || (element.IsValueType && !RuntimeFeature.IsDynamicCodeSupported)) return null;
        return _contents.IsExact(element) || Forms.IsFirmStruct(element)
            ? (ScalarLists)Activator.CreateInstance(typeof(ScalarLists<>).MakeGenericType(element))!
            : null;
    }
}
