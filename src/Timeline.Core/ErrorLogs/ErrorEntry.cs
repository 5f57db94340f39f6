using System.Collections.Immutable;
using LanguageExt;
using Timeline.Events;

namespace Timeline.ErrorLogs;

/// <summary>One thing that went wrong: who attempted what and when, and what came of it.</summary>
/// <remarks>
/// Action and agent are 1 to <see cref="Event.LongestText"/> bytes of UTF-8, the message 1 to
/// <see cref="LongestMessage"/>, the resolution 0 to as many; none holds U+0000. Equality is by all fields. Immutable
/// and safe to share between threads.
/// </remarks>
public sealed record ErrorEntry
{
    /// <summary>How many bytes of UTF-8 a message or a resolution may have.</summary>
    public const int LongestMessage = 1 << 20;

    private ErrorEntry(ErrorDraft draft)
    {
        Id = draft.Id;
        Timestamp = draft.Timestamp.ToUniversalTime();
        Action = draft.Action;
        Message = draft.Message;
        Resolution = draft.Resolution;
        Agent = draft.Agent;
    }

    /// <summary>The id, by which an entry that is saved again is known.</summary>
    public EventId Id { get; }

    /// <summary>When it went wrong, in UTC to 100 nanoseconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What was attempted.</summary>
    public string Action { get; }

    /// <summary>What went wrong.</summary>
    public string Message { get; }

    /// <summary>How it was resolved; empty for not yet.</summary>
    public string Resolution { get; }

    /// <summary>Who attempted it.</summary>
    public string Agent { get; }

    /// <summary>The entry of these fields. O(length of the texts).</summary>
    /// <param name="draft">The fields.</param>
    /// <returns>The entry, or <see cref="TimelineError.ErrorEntryInvalid"/> with everything that is wrong.</returns>
    public static Either<TimelineError, ErrorEntry> Create(ErrorDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var faults = FaultsOf(draft);
        return faults.IsEmpty ? new ErrorEntry(draft) : new TimelineError.ErrorEntryInvalid(faults);
    }

    /// <summary>The entry on one line.</summary>
    /// <returns>Who attempted what, and what went wrong.</returns>
    public override string ToString() => $"{Agent}, {Action}: {Message}";

    private static ImmutableArray<FieldFault> FaultsOf(ErrorDraft draft)
    {
        IEnumerable<(string Field, string? Reason)> checks =
        [
            ("action_attempted", EventRules.RequiredText(draft.Action)),
            ("error_message", string.IsNullOrEmpty(draft.Message) ? "is empty" : LongText(draft.Message)),
            ("resolution", draft.Resolution is null ? "is missing" : LongText(draft.Resolution)),
            ("agent", EventRules.RequiredText(draft.Agent)),
        ];
        return FieldFault.Of(checks);
    }

    private static string? LongText(string text) => EventRules.Text(text, LongestMessage);
}
