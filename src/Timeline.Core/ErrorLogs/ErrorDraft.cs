using Timeline.Events;

namespace Timeline.ErrorLogs;

/// <summary>
/// The fields of an entry before they are checked; <see cref="ErrorEntry.Create"/> makes the entry of it.
/// </summary>
/// <remarks>Immutable. Anything may stand in it; what each field must be is said at <see cref="ErrorEntry"/>.</remarks>
public sealed record ErrorDraft
{
    /// <summary>Who tried where nobody is named.</summary>
    public const string UnknownAgent = "unknown";

    /// <summary>The id.</summary>
    public required EventId Id { get; init; }

    /// <summary>When it went wrong.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What was attempted.</summary>
    public required string Action { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>How it was resolved; empty for not yet.</summary>
    public string Resolution { get; init; } = "";

    /// <summary>Who attempted it.</summary>
    public string Agent { get; init; } = UnknownAgent;
}
