using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

// Getting and setting what is at variables, and their properties.
public sealed partial class ChangeTracker
{
    /// <summary>What is at a variable now, or why it cannot be got; that is noted.</summary>
    internal TimelineError? Get(long id, out object? value)
    {
        using var look = _guard.Look();
        var variable = Known(id);
        var error = Find(variable, out value);
        Note(id, error);
        return error;
    }

    /// <summary>Sets what is at a variable.</summary>
    internal void Set(long id, object? value, bool report)
    {
        using var use = _guard.Change();
        var variable = Known(id);
        Demand(variable.IsWritable ? null : Forbidden(variable, "create it with rw to set it"), id);
        if (variable.ParentId != 0)
        {
            // What the program does then may be anything, also with this tracker.
            Demand(Write(variable, value), id);
            if (_state.Find(id).IsNone) return;
            variable = Known(id);
        }

        Reread(variable, value, report);
    }

    internal void SetProperty(long id, string name, string value)
    {
        using var look = _guard.Look();
        _ = Known(id);
        var state = TimelineException.Unwrap(_state.SetProperty(id, name, value));
        var variable = state.Find(id).IfNone(() => Known(id));
        Demand(Wiring.Misfit(variable));
        if (Wiring.IsAbout(name)) state = Rewired(state, variable);
        Adopt(state);
    }

    internal void SetActive(long id, bool isActive)
    {
        using var use = _guard.Change();
        _ = Known(id);
        Adopt(TimelineException.Unwrap(_state.SetActive(id, isActive)));
    }

    /// <summary>That the access of a variable forbids what was asked, and with which one it could be had.</summary>
    private static TimelineError.Tracking Forbidden(TrackedVariable variable, string needed) =>
        new(TrackingFault.BadAccess, variable.Id, variable.Path.ToString(),
            $"its access is {variable.Access.ToWord()}: {needed}");

    private TimelineError? Find(TrackedVariable variable, out object? value)
    {
        value = null;
        if (!variable.IsReadable)
        {
            return Forbidden(variable, variable.Path.EndsInCallWith
                ? "a path that ends in a call with a value has nothing to get"
                : "create it with rw or r to get it");
        }

        if (variable.ParentId == 0)
        {
            value = (variable.Seen as Capture)?.Source;
            return null;
        }

        var last = (variable.Seen as Capture)?.Source;
        var wiring = _reader.WiringOf(variable);
        var found = wiring.Read(Known(variable.ParentId).Seen?.Target, last);
        value = found.Value;
        return found.Error is { } error ? wiring.Told(error, variable.Id) : null;
    }

    private TimelineError? Write(TrackedVariable variable, object? value)
    {
        var wiring = _reader.WiringOf(variable);
        var container = Known(variable.ParentId).Seen?.Target;
        var error = variable is { Access: Access.Action, Path.EndsInCall: true }
            ? wiring.Run(container)
            : wiring.Set(container, value);
        return error is null ? null : wiring.Told(error, variable.Id);
    }

    /// <summary>Captures what is at a variable that was set, and notes why not where that is an error.</summary>
    private void Reread(TrackedVariable variable, object? value, bool report)
    {
        using var look = _guard.Look();
        Note(variable.Id, null);
        if (variable.Access == Access.Action || variable.Path.EndsInCallWith) return;
        var reading = variable.ParentId == 0
            ? _reader.Take(variable, value)
            : _reader.Read(variable, Known(variable.ParentId).Seen, variable.Seen);
        if (reading.Seen is { } seen)
        {
            if (!report || !ReferenceEquals(seen, variable.Seen))
                Adopt(Typed(TimelineException.Unwrap(_state.Assign(variable.Id, seen, report)), variable.Id));
            return;
        }

        // Nothing was written at a root; elsewhere something was, and what only can be set need not be readable.
        if (variable.ParentId == 0) Demand(reading.Error, variable.Id);
        if (variable.IsReadable) Note(variable.Id, reading.Error);
    }

    /// <summary>The state in which a variable was looked at anew, as its properties say now.</summary>
    private TrackerState Rewired(TrackerState state, TrackedVariable variable)
    {
        if (!variable.IsReadable || variable.Seen is not { } last) return state;
        var parent = variable.ParentId == 0 ? null : Known(variable.ParentId).Seen;
        var reading = _reader.Read(variable, parent, last);
        Note(variable.Id, reading.Error);
        return reading.Seen is { } seen
            ? Typed(TimelineException.Unwrap(state.Assign(variable.Id, seen)), variable.Id)
            : state;
    }

    /// <summary>The state in which a variable tells the type of its object, if the resolver knows it.</summary>
    private TrackerState Typed(TrackerState state, long id)
    {
        if (_resolver is null) return state;
        var variable = state.Find(id).IfNone(() => Known(id));
        if (variable.Seen is not Capture capture || capture.IsFirm || capture is ListSeen) return state;
        return capture.Target is { } it && TypeOf(variable, it) is { } type
            ? TimelineException.Unwrap(state.SetProperty(id, TypeProperty, type))
            : state;
    }

    /// <summary>What the resolver calls the type of an object; if it throws that is noted, and it is null.</summary>
    private string? TypeOf(TrackedVariable variable, object it)
    {
        try
        {
            return _resolver!.TypeOf(it);
        }
        catch (Exception thrown) when (Misstep.IsAnswer(thrown))
        {
            var reason = $"asking for its type threw {ObjectTree.ReasonOf(thrown)}";
            Note(variable.Id, new TimelineError.Tracking(
                Misstep.KindOf(thrown, TrackingFault.BadCall), variable.Id, variable.Path.ToString(), reason, thrown));
            return null;
        }
    }

    /// <summary>A detection with the types of the objects that it found.</summary>
    private Detection Retyped(Detection detection)
    {
        var state = detection.State;
        foreach (var change in detection.Changes)
        {
            if (change.ValueChanged) state = Typed(state, change.VariableId);
        }

        if (ReferenceEquals(state, detection.State)) return detection;
        var typed = state.DetectNoted();
        return new Detection(typed.State)
        {
            Changes = ChangeOrder.Sorted((TrackerChange[])[.. detection.Changes, .. typed.Changes]),
            Faults = detection.Faults,
            Created = detection.Created,
            Destroyed = detection.Destroyed,
            Unreported = detection.Unreported,
        };
    }
}
