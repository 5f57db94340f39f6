using System.Collections.Immutable;
using LanguageExt;
using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>Reads the fields of one event from a map, and remembers all that is wrong with them.</summary>
internal sealed class EventReader(Value.Map map)
{
    private readonly List<FieldFault> _faults = [];

    public Either<TimelineError, Event> Read()
    {
        var draft = new EventDraft
        {
            Id = RequiredId(EventField.Id),
            Type = RequiredText(EventField.Type),
            AggregateId = RequiredText(EventField.AggregateId),
            Payload = map.TryGetValue(EventField.Payload, out var payload) ? payload : Value.Map.Empty,
            Timestamp = Timestamp(),
            NodeId = RequiredText(EventField.NodeId),
            LamportTime = Required(EventField.LamportTime) is { } time ? Whole(EventField.LamportTime, time) : 0,
            CausationId = OptionalId(EventField.CausationId),
            ProjectUuid = ProjectUuid(),
            ProjectSlug = Find(EventField.ProjectSlug) is { } slug ? Text(EventField.ProjectSlug, slug) : null,
            CorrelationId = OptionalId(EventField.CorrelationId),
            SchemaVersion = SchemaVersion(),
            DataTier = Find(EventField.DataTier) is { } tier ? Tier(tier) : 0,
            VersionVector = Find(EventField.VersionVector) is { } vector ? Vector(vector) : null,
            Unknown = Unknown(),
        };
        return _faults.Count == 0 ? Event.Create(draft) : new TimelineError.EventInvalid(WithRulesOf(draft));
    }

    /// <summary>The faults of reading, and those of the rules about the fields that could be read.</summary>
    private ImmutableArray<FieldFault> WithRulesOf(EventDraft draft)
    {
        var unread = _faults.Select(fault => fault.Field).ToHashSet(StringComparer.Ordinal);
        return [.. _faults, .. EventRules.FaultsOf(draft).Where(fault => !unread.Contains(fault.Field))];
    }

    /// <summary>The value of a field; null where it is missing or null.</summary>
    private Value? Find(string field) =>
        map.TryGetValue(field, out var value) && value is not Value.Null ? value : null;

    private Value? Required(string field) => Find(field) ?? Fault<Value>(field, "is missing");

    private string RequiredText(string field) => Required(field) is { } value ? Text(field, value) : "";

    private string Text(string field, Value value) =>
        value is Value.Text text ? text.Content : Fault<string>(field, "is not a text") ?? "";

    private EventId RequiredId(string field) => Required(field) is { } value ? Id(field, value) : default;

    private EventId? OptionalId(string field) => Find(field) is { } value ? Id(field, value) : null;

    private EventId Id(string field, Value value) => value is Value.Text text
        ? EventId.Parse(text.Content).IfLeft(error => Fault<EventId>(field, $"is {error.Message}"))
        : Fault<EventId>(field, "is not a text");

    private long Whole(string field, Value value) =>
        value is Value.Number number && number.TryGetInt64(out var whole)
            ? whole
            : Fault<long>(field, "is not a whole number of 64 bits");

    private int Tier(Value value) => (int)Math.Clamp(Whole(EventField.DataTier, value), int.MinValue, int.MaxValue);

    private DateTimeOffset Timestamp()
    {
        if (Required(EventField.Timestamp) is not { } value) return default;
        return value is Value.Text text && TimestampText.TryRead(text.Content, out var utc)
            ? utc
            : Fault<DateTimeOffset>(EventField.Timestamp, TimestampText.Form);
    }

    private Guid ProjectUuid()
    {
        if (Required(EventField.ProjectUuid) is not { } value) return default;
        return value is Value.Text text && UuidText.TryRead(text.Content, out var bits)
            ? UuidText.ToGuid(bits)
            : Fault<Guid>(EventField.ProjectUuid, "is not a UUID");
    }

    private string SchemaVersion() => Find(EventField.SchemaVersion) is { } value
        ? Text(EventField.SchemaVersion, value)
        : EventDraft.DefaultSchemaVersion;

    private VersionVector? Vector(Value value)
    {
        if (value is not Value.Map entries) return Fault<VersionVector>(EventField.VersionVector, "is not a map");
        var vector = VersionVector.Empty;
        foreach (var (node, count) in entries)
        {
            if (ReplicaId.Fault(node) is { } fault)
                return Fault<VersionVector>(EventField.VersionVector, $"has a node that {fault}");
            if (count is not Value.Number number || !number.TryGetInt64(out var known)
                || known is < 1 or > Dot.LargestSequence)
            {
                return Fault<VersionVector>(
                    EventField.VersionVector, $"does not count the events of {TimelineError.Quoted(node)} from 1");
            }

            vector = vector.With(ReplicaId.Of(node), known);
        }

        return vector;
    }

    private Value.Map Unknown()
    {
        var unknown = new Value.Map.Builder();
        foreach (var (name, value) in map)
        {
            if (!EventField.IsKnown(name)) _ = unknown.TryAdd(name, value);
        }

        return unknown.ToMap();
    }

    private T? Fault<T>(string field, string reason)
    {
        _faults.Add(new FieldFault(field, reason));
        return default;
    }
}
