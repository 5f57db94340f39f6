using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>The steps of one path into objects, and how those went that were taken last.</summary>
/// <remarks>
/// A read costs a few nanoseconds for each step while the types on the way stay the same. For one thread at a time.
/// </remarks>
internal sealed class Route
{
    /// <summary>How often a path is read, if nothing else is said, before code is made for all of it.</summary>
    internal const int UsualReadsBeforeCode = 50;

    private readonly PathStep[] _steps;
    private readonly ContainerLookup _containers;

    // By the step they begin with, those taken last. The first one is here: most paths have no other.
    private readonly int _count;
    private readonly Leg?[] _legs;
    private Leg? _first;

    // All of them as one, when they went the same way often, as long as they do.
    private FusedRead? _fused;
    private Place _places;
    private int _reads;

    // Null on the way is what a program often has, so it is told without an allocation.
    private (int Step, TimelineError.Tracking Error)? _null;

    // And finding out why there is no such step takes a while.
    private (RefusedLeg Leg, TimelineError.Tracking Error)? _refused;

    /// <summary>The route of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="containers">How steps go on; null for what the platform allows.</param>
    internal Route(TrackerPath path, ContainerLookup? containers = null)
        : this(path.Steps.ToArray(), containers)
    {
    }

    internal Route(PathStep[] steps, ContainerLookup? containers = null)
    {
        _steps = steps;
        _count = steps.Length;
        _legs = steps.Length > 1 ? new Leg?[steps.Length] : [];
        _containers = containers ?? ContainerLookup.Default;
    }

    /// <summary>The code for all steps, as long as they go the way they went; null for none.</summary>
    internal FusedRead? Fused => _fused;

    /// <summary>What that code is to be given.</summary>
    internal Place Places => _places;

    /// <summary>So often the same way is read before code is made for all of it: that costs a millisecond.</summary>
    internal int ReadsBeforeCode { get; init; } = UsualReadsBeforeCode;

    /// <summary>Gets what is at the end.</summary>
    /// <param name="container">The object that the path starts from.</param>
    /// <returns>The value, or the error.</returns>
    internal Found Get(object? container) => Read(container, null);

    /// <summary>Gets what is at the end, without an allocation if it is the very same as what was there last.</summary>
    /// <param name="container">The object that the path starts from.</param>
    /// <param name="last">What was found last; null for nothing.</param>
    /// <returns>
    /// <paramref name="last"/> itself if the same object, an equal text or a struct is there that has the same fields
    /// and can never change; or else what is there, or the error.
    /// </returns>
    internal Found Read(object? container, object? last)
    {
        var (at, step) = (container, 0);
        try
        {
            if (_fused is not null && at is not null)
            {
                var found = _fused(at, last, in _places, ref step);
                if (found != Leg.Nowhere) return new Found(found, null);
                (_fused, step) = (null, 0);
            }

            while (at is not null && step < _count)
            {
                var leg = Taken(step);
                if (leg is null || leg.Container != at.GetType()) leg = Find(at.GetType(), step);
                var isEnd = step + leg.Steps == _count && !leg.IsOpening;
                var next = isEnd ? leg.Read(at, last) : leg.Go(at);
                if (next == Leg.Nowhere) break;
                if (isEnd)
                {
                    if (++_reads >= ReadsBeforeCode) Fuse();
                    return new Found(next, null);
                }

                at = next;
                step += leg.Steps;
            }
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            return new Found(null, Thrown(step, error));
        }

        return Slowly(at, step, last);
    }

    /// <summary>
    /// Sets what is at the end. Behind a last step that calls, the method is called with the value as its argument.
    /// </summary>
    /// <param name="container">The object that the path starts from.</param>
    /// <param name="value">
    /// The value: converted if it is a number and nothing of it is lost, or the name or number of an enum.
    /// </param>
    /// <returns>Null if it was set; or the error, and then nothing was.</returns>
    /// <remarks>In a struct it is set in a copy, which is then set where the struct was.</remarks>
    internal TimelineError.Tracking? Set(object? container, object? value) => Change(container, (leg, at) =>
        _steps[^1].Kind is PathStepKind.Call or PathStepKind.CallWith
            ? Methods.CallWith(at, _steps[^1].Name, value)
            : leg.Set(at, value));

    /// <summary>Calls the method that the last step names, without an argument, and drops its result.</summary>
    /// <param name="container">The object that the path starts from.</param>
    /// <returns>Null if it was called; or the error.</returns>
    internal TimelineError.Tracking? Call(object? container) =>
        Change(container, (_, at) => Methods.Call(at, _steps[^1].Name));

    private Leg? Taken(int step) => step == 0 ? _first : _legs[step];

    private void Fuse()
    {
        // Where there is no code it need not be asked for again.
        _reads = int.MinValue;
        List<Leg> legs = [];
        for (var step = 0; step < _count; step += legs[^1].Steps)
        {
            if (Taken(step) is not { IsOpening: false } leg) return;
            legs.Add(leg);
        }

        if (Fusing.Of(legs) is not { } made) return;
        (_fused, _places) = made;
        _reads = 0;
    }

    private Leg Find(Type type, int step)
    {
        var leg = _containers.Go(type, _steps.AsSpan(step));
        if (step == 0) _first = leg;
        else _legs[step] = leg;
        return leg;
    }

    /// <summary>Goes on step by step from where no leg led on, to tell why.</summary>
    private Found Slowly(object? at, int step, object? last)
    {
        while (step < _steps.Length)
        {
            var (next, leg, error) = Step(at, step);
            if (error is not null) return new Found(null, error);
            at = next;
            step += leg!.Steps;
        }

        return new Found(Sameness.Keep(at, last), null);
    }

    private (object? Next, Leg? Leg, TimelineError.Tracking? Error) Step(object? at, int step)
    {
        if (at is null) return (null, null, Null(step));
        var leg = Taken(step) is RefusedLeg known && known.Container == at.GetType()
            ? known
            : _containers.Go(at.GetType(), _steps[step]);
        if (leg is RefusedLeg refused) return (null, null, Refused(refused, step));
        try
        {
            var next = leg.Go(at);
            return next == Leg.Nowhere ? (null, null, Error(leg.WhyNot(at), step)) : (next, leg, null);
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            return (null, null, Error(Misstep.Thrown(leg.OnThrow, Written(0, step + 1), error), step));
        }
    }

    /// <summary>Does something with the container of the last step, and puts the structs it sits in back.</summary>
    private TimelineError.Tracking? Change(object? container, Func<Leg, object, Misstep?> change)
    {
        if (_steps.Length == 0)
            return Error(Misstep.Path("an empty path leads to no place that can be set"), 0);
        Stack<(object At, Leg Leg, int Step)> way = new();
        var (at, step) = (container, 0);
        while (true)
        {
            if (at is null) return Null(step);
            var last = _containers.Go(at.GetType(), _steps[step]);
            if (step == _steps.Length - 1 && !last.IsOpening)
                return Attempt(last, step, () => Put(way, at, it => change(last, it)));
            var (next, leg, error) = Step(at, step);
            if (error is not null) return error;
            way.Push((at, leg!, step));
            at = next;
            step += leg!.Steps;
        }
    }

    private TimelineError.Tracking? Attempt(Leg leg, int step, Func<Misstep?> change)
    {
        try
        {
            return change() is { } wrong ? Error(wrong, step) : null;
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            var fault = _steps[step].Kind is PathStepKind.Member or PathStepKind.Index
                ? leg.OnThrow
                : TrackingFault.BadCall;
            return Error(Misstep.Thrown(fault, Written(0, step + 1), error), step);
        }
    }

    private Misstep? Put(Stack<(object At, Leg Leg, int Step)> way, object at, Func<object, Misstep?> change)
    {
        if (!Structs.IsCopied(at)) return change(at);
        var copy = Structs.Copy(at);
        if (change(copy) is { } why) return why;
        if (!way.TryPop(out var outer)) return Structs.IsHeldNowhere(at.GetType());
        return Put(way, outer.At, it => outer.Leg.Set(it, copy) is { } wrong
            ? Structs.IsNotPutBack(copy.GetType(), Written(0, outer.Step + 1), wrong)
            : null);
    }

    private TimelineError.Tracking Null(int step)
    {
        if (_null is { } known && known.Step == step) return known.Error;
        var reason = step == 0
            ? "what the path starts from is null"
            : $"{Written(0, step)} is null, where {Written(step, _steps.Length)} was to follow";
        var error = Error(new Misstep(TrackingFault.NilPath, reason), step);
        _null = (step, error);
        return error;
    }

    private TimelineError.Tracking Refused(RefusedLeg leg, int step)
    {
        if (_refused is { } known && ReferenceEquals(known.Leg, leg)) return known.Error;
        var error = Error(leg.Why, step);
        _refused = (leg, error);
        return error;
    }

    /// <summary>What it is that code of the program threw at a step.</summary>
    internal TimelineError.Tracking Thrown(int step, Exception error)
    {
        // None was taken if making it failed.
        var leg = Taken(step);
        return Error(
            Misstep.Thrown(leg?.OnThrow ?? TrackingFault.Path, Written(0, step + (leg?.Steps ?? 1)), error), step);
    }

    private string Written(int from, int to) => new TrackerPath(_steps[from..to]).ToString();

    private TimelineError.Tracking Error(Misstep wrong, int step) => ReferenceEquals(wrong, Misstep.Nothing)
        ? Null(step)
        : new(wrong.Fault, 0, Written(0, _steps.Length), wrong.Reason, wrong.Cause);
}
