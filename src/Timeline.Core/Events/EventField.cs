using System.Collections.Frozen;

namespace Timeline.Events;

/// <summary>The names that the fields of an event have in JSON, which other writers of such events use too.</summary>
internal static class EventField
{
    public const string Id = "event_id";
    public const string Type = "event_type";
    public const string AggregateId = "aggregate_id";
    public const string Payload = "payload";
    public const string Timestamp = "timestamp";
    public const string NodeId = "node_id";
    public const string LamportTime = "lamport_clock";
    public const string CausationId = "causation_id";
    public const string ProjectUuid = "project_uuid";
    public const string ProjectSlug = "project_slug";
    public const string CorrelationId = "correlation_id";
    public const string SchemaVersion = "schema_version";
    public const string DataTier = "data_tier";
    public const string VersionVector = "version_vector";

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        Id, Type, AggregateId, Payload, Timestamp, NodeId, LamportTime,
        CausationId, ProjectUuid, ProjectSlug, CorrelationId, SchemaVersion, DataTier, VersionVector);

    public static bool IsKnown(string name) => Known.Contains(name);
}
