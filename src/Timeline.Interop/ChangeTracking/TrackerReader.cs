using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>Looks at the objects of the program for a tracker.</summary>
internal sealed class TrackerReader(
    Capturing capturing, ObjectRegistry registry, TrackerOptions options, Func<long, Variable> handle) : IMindfulReader
{
    private readonly Glances _glances = new();

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
            var found = capture.Wiring!.Read(parent.Target, source);
            if (found.Error is { } error) return Reading.Failed(capture.Wiring.Told(error, variable.Id));
            now = found.Value;
        }

        return (ReferenceEquals(now, source) || (capture is ContentSeen && Sameness.AreBoxesOfOne(now, source)))
            && (!capture.IsLive || capture.StillHolds())
            ? Reading.Of(capture)
            : Taken(variable, now, capture, capture.Wiring!);
    }

    /// <inheritdoc/>
    public Reading Look(int slot, TrackedVariable variable, Seen parent)
    {
        var step = 0;
        object? found;
        try
        {
            found = _glances.At(slot, variable, parent.Target, ref step);
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            var capture = (Capture)variable.Seen!;
            return Reading.Failed(capture.Wiring!.Told(capture.Wiring.Route!.Thrown(step, error), variable.Id));
        }

        if (ReferenceEquals(found, Glances.Same)) return default;
        if (found != Leg.Nowhere && variable.Seen is Capture last) return Taken(variable, found, last, last.Wiring!);
        var reading = Read(variable, parent, variable.Seen);
        return reading.Seen is Capture seen && _glances.Keep(slot, variable, seen) ? default : reading;
    }

    /// <summary>The capture of a value that is at a variable.</summary>
    internal Reading Take(TrackedVariable variable, object? value) =>
        Taken(variable, value, variable.Seen as Capture, WiringOf(variable));

    /// <summary>How a variable is looked at.</summary>
    internal Wiring WiringOf(TrackedVariable variable)
    {
        if (variable.Seen is Capture capture && capture.IsWiredTo(variable)) return capture.Wiring!;
        if (_unseen.TryGetValue(variable.Id, out var unseen) && unseen.IsOf(variable)) return unseen;
        return _unseen[variable.Id] = new Wiring(variable, options.Resolver, options.ReadsBeforeCode);
    }

    /// <summary>Forgets a variable that is gone.</summary>
    internal void Forget(long variable)
    {
        _ = _unseen.Remove(variable);
        _glances.Clear();
    }

    /// <summary>Forgets all variables: which there are is another question now.</summary>
    internal void ForgetAll()
    {
        _unseen.Clear();
        _glances.Clear();
    }

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
            capture.Wire(wiring, wiring.HasWrapper ? StandInOf(variable.Id, value) : null);
            _ = _unseen.Remove(variable.Id);
            _glances.Drop(wiring);
            return Reading.Of(capture);
        }
        catch (CaptureFault fault)
        {
            return Reading.Failed(fault.At(variable.Id, variable.Path.ToString()));
        }
    }

    private StandIn? StandInOf(long variable, object? value)
    {
        if (value is null or DBNull) return null;
        return Wrapper(variable, value) is { } wrapper ? new(wrapper, registry.Register(wrapper, 0)) : null;
    }

    private object? Wrapper(long variable, object value)
    {
        try
        {
            return options.Resolver?.CreateWrapper(handle(variable), value);
        }
        catch (Exception thrown) when (Misstep.IsAnswer(thrown))
        {
            throw new CaptureFault(Misstep.KindOf(thrown, TrackingFault.BadCall),
                $"making its wrapper threw {ObjectTree.ReasonOf(thrown)}", thrown);
        }
    }
}
