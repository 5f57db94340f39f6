namespace Timeline.Telemetry;

/// <summary>What the library is called where it is measured and traced: names and units after the conventions of
/// OpenTelemetry.</summary>
/// <remarks>
/// None of it costs anything measurable while nobody listens. No name of a variable is an attribute of a measurement,
/// as there may be any number of them; activities and log messages have it. Values that were recorded are nowhere in
/// it.
/// </remarks>
public static class TelemetryNames
{
    /// <summary>The meter of all instruments.</summary>
    public const string Meter = "Timeline";

    /// <summary>The source of all activities.</summary>
    public const string ActivitySource = "Timeline";

    /// <summary>A counter: versions made.</summary>
    public const string Versions = "timeline.versions";

    /// <summary>The unit of <see cref="Versions"/> and of whatever else counts versions.</summary>
    public const string VersionsUnit = "{version}";

    /// <summary>A counter: sets that were refused, by <see cref="RefusalReason"/>.</summary>
    public const string Refusals = "timeline.refusals";

    /// <summary>The unit of <see cref="Refusals"/>.</summary>
    public const string RefusalsUnit = "{refusal}";

    /// <summary>An up-down counter: variables that are registered now.</summary>
    public const string Variables = "timeline.variables";

    /// <summary>The unit of <see cref="Variables"/>.</summary>
    public const string VariablesUnit = "{variable}";

    /// <summary>A counter: versions dropped by retention.</summary>
    public const string VersionsPruned = "timeline.versions.pruned";

    /// <summary>A counter: exceptions of listeners, by <see cref="ErrorType"/>.</summary>
    public const string ListenerFailures = "timeline.listener.failures";

    /// <summary>The unit of <see cref="ListenerFailures"/>.</summary>
    public const string ListenerFailuresUnit = "{failure}";

    /// <summary>A histogram: what waits for an asynchronous listener whenever something comes to it.</summary>
    public const string ListenerBacklog = "timeline.listener.backlog";

    /// <summary>A counter: what readers of streams missed for being slow, by <see cref="SlowReader"/>.</summary>
    public const string StreamMissed = "timeline.stream.missed";

    /// <summary>A histogram: how long the listeners of one version took, asynchronous ones aside.</summary>
    public const string DeliveryDuration = "timeline.delivery.duration";

    /// <summary>A histogram: how long it took to write versions to a store, by <see cref="ErrorType"/> if it
    /// failed.</summary>
    public const string JournalFlushDuration = "timeline.journal.flush.duration";

    /// <summary>A counter: versions written to a store.</summary>
    public const string JournalVersions = "timeline.journal.versions";

    /// <summary>A counter: the size of what was written to a store.</summary>
    public const string JournalBytes = "timeline.journal.bytes";

    /// <summary>The unit of <see cref="JournalBytes"/>.</summary>
    public const string JournalBytesUnit = "By";

    /// <summary>An up-down counter: versions that wait now to be written to a store.</summary>
    public const string JournalWaiting = "timeline.journal.waiting";

    /// <summary>A counter: change entries of tracked containers, by <see cref="ChangeAction"/> and
    /// <see cref="ContainerKind"/>; made where a <c>MetricsObserver</c> is subscribed.</summary>
    public const string Changes = "timeline.changes";

    /// <summary>The unit of <see cref="Changes"/>.</summary>
    public const string ChangesUnit = "{change}";

    /// <summary>The unit of every duration.</summary>
    public const string DurationUnit = "s";

    /// <summary>The activity of a set or an update that may wait for rules or a store.</summary>
    public const string SetActivity = "timeline.set";

    /// <summary>The activity of merging a branch.</summary>
    public const string MergeActivity = "timeline.merge";

    /// <summary>The activity of dropping what retention does not keep.</summary>
    public const string PruneActivity = "timeline.prune";

    /// <summary>The activity of opening a history that a store has.</summary>
    public const string OpenActivity = "timeline.journal.open";

    /// <summary>The activity of writing versions to a store.</summary>
    public const string FlushActivity = "timeline.journal.flush";

    /// <summary>The activity of writing variables to a file.</summary>
    public const string SaveActivity = "timeline.save";

    /// <summary>The activity of reading variables from a file.</summary>
    public const string LoadActivity = "timeline.load";

    /// <summary>An attribute of activities: the name of the variable.</summary>
    public const string VariableName = "timeline.variable.name";

    /// <summary>An attribute of activities: how many versions it was about.</summary>
    public const string VersionCount = "timeline.version.count";

    /// <summary>An attribute of activities: how many variables it was about.</summary>
    public const string VariableCount = "timeline.variable.count";

    /// <summary>An attribute: why a set was refused: <c>rule</c>, <c>interceptor</c> or <c>frozen</c>.</summary>
    public const string RefusalReason = "timeline.refusal.reason";

    /// <summary>An attribute: what a stream does with a slow reader: <c>fail</c>, <c>drop_oldest</c> or
    /// <c>drop_newest</c>.</summary>
    public const string SlowReader = "timeline.stream.slow_reader";

    /// <summary>An attribute: what a change entry says, as <c>ChangeWords</c> spells it.</summary>
    public const string ChangeAction = "timeline.change.action";

    /// <summary>An attribute: what the container that was changed is, as <c>ChangeWords</c> spells it.</summary>
    public const string ContainerKind = "timeline.container.kind";

    /// <summary>An attribute: the full name of the type of an exception.</summary>
    public const string ErrorType = "error.type";
}
