using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>Looks at the objects of the program for a tracker.</summary>
internal sealed class TrackerReader(
    Capturing capturing, ObjectRegistry registry, IResolver? resolver, Func<long, Variable> handle) : IVariableReader
{
    // Of variables that have not been seen yet, and so have no capture that knows.
    private readonly Dictionary<long, Wiring> _unseen = [];

    /// <inheritdoc/>
    public Reading Read(TrackedVariable variable, Seen? parent, Seen? last)
    {
        if (last is not Capture capture || !capture.IsWiredTo(variable))
            return Anew(variable, parent, last as Capture, WiringOf(variable));
        var source = capture.Source;
        var now = source;
        if (parent is not null)
        {
            var found = capture.Route is { } route
                ? route.Read(parent.Target, source)
                : capture.Wiring!.Read(parent.Target, source);
            if (found.Error is { } error) return Reading.Failed(capture.Wiring!.Told(error, variable.Id));
            now = found.Value;
        }

        return (ReferenceEquals(now, source) || (capture is ContentSeen && Sameness.AreBoxesOfOne(now, source)))
            && (!capture.IsLive || capture.StillHolds())
            ? Reading.Of(capture)
            : Taken(variable, now, capture, capture.Wiring!);
    }

    /// <summary>The capture of a value that is at a variable.</summary>
    internal Reading Take(TrackedVariable variable, object? value) =>
        Taken(variable, value, variable.Seen as Capture, WiringOf(variable));

    /// <summary>How a variable is looked at.</summary>
    internal Wiring WiringOf(TrackedVariable variable)
    {
        if (variable.Seen is Capture capture && capture.IsWiredTo(variable)) return capture.Wiring!;
        if (_unseen.TryGetValue(variable.Id, out var unseen) && unseen.IsOf(variable)) return unseen;
        return _unseen[variable.Id] = new Wiring(variable, resolver);
    }

    /// <summary>Forgets a variable that is gone.</summary>
    internal void Forget(long variable) => _ = _unseen.Remove(variable);

    /// <summary>Forgets all variables: which there are is another question now.</summary>
    internal void ForgetAll() => _unseen.Clear();

    private Reading Anew(TrackedVariable variable, Seen? parent, Capture? last, Wiring wiring)
    {
        var found = variable.ParentId == 0 ? new Found(last?.Source, null) : wiring.Read(parent?.Target, last?.Source);
        return found.Error is { } error
            ? Reading.Failed(wiring.Told(error, variable.Id))
            : Taken(variable, found.Value, last, wiring);
    }

    private Reading Taken(TrackedVariable variable, object? value, Capture? last, Wiring wiring)
    {
        try
        {
            var capture = capturing.Of(value, variable.Id, wiring.IsByContent, last);
            var wrapper = value is null or DBNull || !wiring.HasWrapper ? null : Wrapper(variable.Id, value);
            capture.Wire(wiring, wrapper, wrapper is null ? 0 : registry.Register(wrapper, 0));
            Forget(variable.Id);
            return Reading.Of(capture);
        }
        catch (CaptureFault fault)
        {
            return Reading.Failed(fault.At(variable.Id, variable.Path.ToString()));
        }
    }

    private object? Wrapper(long variable, object value)
    {
        try
        {
            return resolver?.CreateWrapper(handle(variable), value);
        }
        catch (Exception thrown) when (Misstep.IsAnswer(thrown))
        {
            throw new CaptureFault(Misstep.KindOf(thrown, TrackingFault.BadCall),
                $"making its wrapper threw {ObjectTree.ReasonOf(thrown)}", thrown);
        }
    }
}
