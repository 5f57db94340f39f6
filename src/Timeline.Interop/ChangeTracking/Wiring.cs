using Timeline.Collections;
using Timeline.Navigating;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>How one variable is looked at, as its path and its properties say.</summary>
/// <remarks>Holds for as long as path, capture and wrapper are the same; for one thread at a time.</remarks>
internal sealed class Wiring
{
    /// <summary>The property that says how objects that can change are captured.</summary>
    internal const string CaptureProperty = "capture";

    /// <summary>The property that asks the resolver for what stands in for the value.</summary>
    internal const string WrapperProperty = "wrapper";

    private const string ByContent = "content";
    private const string ByReference = "reference";

    private TrackerPath _path;
    private PersistentMap<string, VariableProperty> _properties;
    private readonly ResolvedWay? _way;
    private readonly string _wrapper;
    private (TimelineError.Tracking Found, TimelineError.Tracking Told)? _error;

    internal Wiring(TrackedVariable variable, IResolver? resolver, int readsBeforeCode)
    {
        (_path, _properties) = (variable.Path, variable.Properties);
        if (resolver is null) Route = new Route(_path) { ReadsBeforeCode = readsBeforeCode };
        else _way = new ResolvedWay(resolver, _path);
        IsByContent = IsToBeByContent(variable);
        _wrapper = WrapperOf(variable);
    }

    /// <summary>The way to the value; null where a resolver goes it.</summary>
    internal Route? Route { get; }

    /// <summary>Where <see cref="Glances"/> remember its variable, if they do; -1 if they never did.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Whether objects that can change are captured by what is in them.</summary>
    internal bool IsByContent { get; }

    /// <summary>Whether something is to stand in for the value.</summary>
    internal bool HasWrapper => _wrapper.Length > 0;

    /// <summary>Whether a property, as it is written, says how a variable is looked at.</summary>
    internal static bool IsAbout(string written) => written.Split(':')[0] is CaptureProperty or WrapperProperty;

    /// <summary>What is wrong with the properties of a variable; null for nothing.</summary>
    internal static TimelineError? Misfit(TrackedVariable variable) =>
        !variable.Properties.TryGetValue(CaptureProperty, out var capture)
            || capture.Value is ByContent or ByReference
            ? null
            : new TimelineError.Tracking(TrackingFault.BadProperty, variable.Id, variable.Path.ToString(),
                $"there is no capture {TimelineError.Quoted(capture.Value)}: it is {ByContent} or {ByReference}");

    /// <summary>Whether it is how a variable is looked at now.</summary>
    internal bool IsOf(TrackedVariable variable) =>
        (ReferenceEquals(_path, variable.Path) && ReferenceEquals(_properties, variable.Properties))
        || IsLike(variable);

    /// <summary>What is at the end of the path: <paramref name="last"/> itself if it is that still.</summary>
    internal Found Read(object? container, object? last) =>
        Route is not null ? Route.Read(container, last) : _way!.Read(container, last);

    /// <summary>Sets what is at the end of the path, or calls a method there with it.</summary>
    internal TimelineError.Tracking? Set(object? container, object? value) =>
        Route is not null ? Route.Set(container, value) : _way!.Set(container, value);

    /// <summary>Calls the method at the end of the path for what it does.</summary>
    internal TimelineError.Tracking? Run(object? container) =>
        Route is not null ? Route.Call(container) : _way!.Run(container);

    /// <summary>An error of the path as that of the variable; the same for the same.</summary>
    internal TimelineError Told(TimelineError.Tracking error, long variable)
    {
        if (_error is { } known && ReferenceEquals(known.Found, error)) return known.Told;
        var told = error with { Variable = variable, Path = _path.ToString() };
        _error = (error, told);
        return told;
    }

    private bool IsLike(TrackedVariable variable)
    {
        if (!_path.Equals(variable.Path) || IsByContent != IsToBeByContent(variable)
            || _wrapper != WrapperOf(variable))
        {
            return false;
        }

        (_path, _properties) = (variable.Path, variable.Properties);
        return true;
    }

    private static bool IsToBeByContent(TrackedVariable variable) =>
        ValueOf(variable, CaptureProperty) == ByContent;

    private static string WrapperOf(TrackedVariable variable) =>
        variable.IsReadable ? ValueOf(variable, WrapperProperty) : "";

    private static string ValueOf(TrackedVariable variable, string property) =>
        variable.Properties.TryGetValue(property, out var found) ? found.Value : "";
}
