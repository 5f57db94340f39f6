using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>What the fields of an event must be.</summary>
internal static class EventRules
{
    private const int LongestSchemaVersion = 64;

    /// <summary>Everything that is wrong with a draft, in the order of the fields.</summary>
    public static ImmutableArray<FieldFault> FaultsOf(EventDraft draft)
    {
        IEnumerable<(string Field, string? Reason)> checks =
        [
            (EventField.Type, RequiredText(draft.Type)),
            (EventField.AggregateId, RequiredText(draft.AggregateId)),
            (EventField.Payload, DepthOf(draft.Payload)),
            (EventField.NodeId, Node(draft.NodeId)),
            (EventField.LamportTime, NotNegative(draft.LamportTime)),
            (EventField.ProjectSlug, draft.ProjectSlug is null ? null : Text(draft.ProjectSlug)),
            (EventField.SchemaVersion, SchemaVersion(draft.SchemaVersion)),
            (EventField.DataTier, DataTier(draft.DataTier)),
            (EventField.VersionVector, Vector(draft)),
            .. UnknownFields(draft.Unknown),
        ];
        return FieldFault.Of(checks);
    }

    /// <summary>What is wrong with a text that must say something; null if nothing is.</summary>
    public static string? RequiredText(string? text) => string.IsNullOrEmpty(text) ? "is empty" : Text(text);

    /// <summary>What is wrong with a text that stores hold and index; null if nothing is.</summary>
    public static string? Text(string text, int longest = Event.LongestText)
    {
        if (!WellFormed.Is(text)) return "contains half of a surrogate pair";
        if (text.Contains('\0', StringComparison.Ordinal)) return "contains the character U+0000";
        return Encoding.UTF8.GetByteCount(text) > longest
            ? string.Create(CultureInfo.InvariantCulture, $"is longer than {longest} bytes of UTF-8")
            : null;
    }

    private static string? Node(string? text) =>
        RequiredText(text) ?? ReplicaId.Fault(text!);

    private static string? DepthOf(Value? value)
    {
        if (value is null) return "is missing";
        return value.Depth > Event.DeepestValue ? $"nests deeper than {Event.DeepestValue}" : null;
    }

    private static string? NotNegative(long time) =>
        time < 0 ? string.Create(CultureInfo.InvariantCulture, $"is negative: {time}") : null;

    private static string? DataTier(int tier) => tier is < 0 or > Event.HighestDataTier
        ? string.Create(CultureInfo.InvariantCulture, $"is {tier}, not one of 0 to {Event.HighestDataTier}")
        : null;

    private static string? SchemaVersion(string? version)
    {
        var parts = version is null or { Length: > LongestSchemaVersion } ? [] : version.Split('.');
        return parts.Length == 3 && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            ? null
            : "is not three numbers with points between them, like 1.0.0";
    }

    private static string? Vector(EventDraft draft) => draft.VersionVector is not { } vector ? null
        : vector.Entries.Values.Any(count => count > Dot.LargestExchanged) ? "counts events that no node can have"
        : Node(draft.NodeId) is null && vector.StepsOf(ReplicaId.Of(draft.NodeId)) == 0
            ? "does not count the event itself"
        : null;

    private static IEnumerable<(string Field, string? Reason)> UnknownFields(Value.Map unknown)
    {
        foreach (var (key, value) in unknown)
            yield return (key, EventField.IsKnown(key) ? "is no unknown field but one of every event" : DepthOf(value));
    }
}
