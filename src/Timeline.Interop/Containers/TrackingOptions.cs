using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.ChangeLogs;
using Timeline.Observing;

namespace Timeline.Containers;

/// <summary>How a container is tracked.</summary>
/// <remarks>Immutable and safe to share between containers and threads.</remarks>
public sealed record TrackingOptions
{
    /// <summary>The options of containers that are given none.</summary>
    public static TrackingOptions Default { get; } = new();

    /// <summary>What the container is called, in messages and in the tree of its entries, so also in their JSON; empty
    /// for its kind and id.</summary>
    /// <remarks>Half of a surrogate pair in it is refused by the container.</remarks>
    public string Name { get; init; } = "";

    /// <summary>The clock of the entries; that of the system unless told otherwise.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How much of the log is kept; all unless told otherwise.</summary>
    public ChangeLogLimits Limits { get; init; } = ChangeLogLimits.None;

    /// <summary>Whether plain dictionaries, lists, hash sets and arrays that are given as elements become tracked
    /// ones, at any depth, with these options but for the name: copies, so that what was given goes its own way.
    /// Needs elements declared as <see cref="object"/> or as an interface that the tracked ones have; of any other type
    /// they are recorded as they are when they come in.</summary>
    public bool ConvertPlain { get; init; }

    /// <summary>Whether what properties of objects have becomes part of the record of the object, at any depth: models,
    /// observable collections, and plain collections as <see cref="ConvertPlain"/> does; true unless told otherwise.
    /// Else it is recorded as it was when the property was set.</summary>
    public bool ConvertInObjects { get; init; } = true;

    /// <summary>Whether entries say who called whom. A mutation then costs several times as much: to walk the frames
    /// takes microseconds.</summary>
    public bool CaptureStack { get; init; }

    /// <summary>Namespaces, with those within, whose frames do not begin a stack: those of the caller's own
    /// plumbing.</summary>
    public ImmutableArray<string> IgnoredNamespaces { get; init; } = [];

    /// <summary>Hears what listeners throw; null for nobody.</summary>
    public Action<ObserverFailure>? ListenerFailed { get; init; }

    /// <summary>Where it is logged what listeners throw.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
