using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>Reads the fields of one entry from a map, and remembers all that is wrong with them.</summary>
internal sealed class ChangeEntryReader(Value.Map map)
{
    private readonly List<string> _faults = [];

    public Either<TimelineError, ChangeEntry> Read()
    {
        if (Required(map, ChangeField.Format) is { } format && !format.Equals(Value.Of(ChangeJson.Format)))
            return Invalid([$"{ChangeField.Format} is {format}, and this Timeline reads {ChangeJson.Format}; use a newer one"]);
        var id = Id(Required(map, ChangeField.Id), ChangeField.Id);
        var action = Word<ChangeAction>(map, ChangeField.Action);
        var entry = new ChangeEntry
        {
            Id = id,
            Origin = Find(map, ChangeField.Origin) is { } origin ? Id(origin, ChangeField.Origin) : id,
            Time = Time(),
            Actor = OptionalText(ChangeField.Actor),
            Action = action,
            Method = OptionalText(ChangeField.Method),
            Path = Path(map, ChangeField.Path),
            Before = Content(ChangeField.Before),
            After = Content(ChangeField.After),
            Group = Find(map, ChangeField.Group) is { } group ? Guid(group, ChangeField.Group) : Option<Guid>.None,
            Tree = Tree(),
            Stack = Stack(),
        };
        CheckContents(entry);
        return _faults.Count == 0 ? entry : Invalid([.. _faults]);
    }

    private static TimelineError Invalid(ImmutableArray<string> faults) => new TimelineError.ChangeEntryInvalid(faults);

    /// <summary>What was there before and after is what tells the action, so it has to be said.</summary>
    private void CheckContents(ChangeEntry entry)
    {
        if (_faults.Count > 0) return;
        var (needsBefore, needsAfter) = entry.Action switch
        {
            ChangeAction.Init or ChangeAction.Add => (false, true),
            ChangeAction.Remove => (true, false),
            ChangeAction.Update or ChangeAction.Replace => (true, true),
            _ => (false, false),
        };
        if (needsBefore && entry.Before.IsNone) _faults.Add($"{ChangeField.Before} is missing");
        if (needsAfter && entry.After.IsNone) _faults.Add($"{ChangeField.After} is missing");
    }

    private static Value? Find(Value.Map from, string field) => from.TryGetValue(field, out var value) ? value : null;

    private Value? Required(Value.Map from, string field) => Find(from, field) ?? Fault<Value>(field, "is missing");

    private string? Text(Value? value, string field) => value switch
    {
        null => null,
        Value.Text text => text.Content,
        _ => Fault<string>(field, "is not a text"),
    };

    private string OptionalText(string field) => Text(Find(map, field), field) ?? "";

    private ChangeEntryId Id(Value? value, string field) => Text(value, field) is { } text
        ? ChangeEntryId.Parse(text).IfNone(() => Fault<ChangeEntryId>(field, "is not CONTAINER/NUMBER"))
        : default;

    private Guid Guid(Value? value, string field) => Text(value, field) is { } text
        ? System.Guid.TryParseExact(text, "D", out var guid) ? guid : Fault<Guid>(field, "is not a UUID")
        : default;

    private DateTimeOffset Time() => Text(Required(map, ChangeField.Time), ChangeField.Time) is { } text
        ? DateTimeOffset.TryParseExact(
            text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : Fault<DateTimeOffset>(ChangeField.Time, "is not a time like 2026-01-31T12:00:00.0000000Z")
        : default;

    private T Word<T>(Value.Map from, string field)
        where T : struct, Enum =>
        Text(Required(from, field), field) is { } text
            ? Enum.GetValues<T>().Where(it => ChangeText.Word(it) == text).Select(it => (T?)it).FirstOrDefault()
                ?? Fault<T>(field, $"is none of {string.Join(", ", Enum.GetValues<T>().Select(ChangeText.Word))}")
            : default;

    private ValuePath Path(Value.Map from, string field) => Text(Required(from, field), field) is { } text
        ? ValuePath.Parse(text).IfLeft(_ => Fault<ValuePath>(field, "is not a JSON Pointer") ?? ValuePath.Root)
        : ValuePath.Root;

    private Option<ChangeContent> Content(string field) =>
        Find(map, field) is { } value ? ChangeContent.Of(value) : Option<ChangeContent>.None;

    private ImmutableArray<ChangeNode> Tree()
    {
        if (Required(map, ChangeField.Tree) is not { } value) return [];
        if (value is not Value.List { Count: > 0 } nodes)
        {
            _faults.Add($"{ChangeField.Tree} is not a list of containers");
            return [];
        }

        return
        [
            .. nodes.Items.Select(node => node is Value.Map fields
                ? new ChangeNode(
                    Guid(Required(fields, ChangeField.Container), ChangeField.Container),
                    Word<ContainerKind>(fields, ChangeField.Kind),
                    Path(fields, ChangeField.Path))
                : Fault<ChangeNode>(ChangeField.Tree, "holds what is no container")!),
        ];
    }

    private ImmutableArray<string> Stack()
    {
        if (Find(map, ChangeField.Stack) is not { } value) return [];
        if (value is Value.List frames && frames.Items.All(frame => frame is Value.Text))
            return [.. frames.Items.Cast<Value.Text>().Select(frame => frame.Content)];
        _faults.Add($"{ChangeField.Stack} is not a list of texts");
        return [];
    }

    private T? Fault<T>(string field, string reason)
    {
        _faults.Add($"{field} {reason}");
        return default;
    }
}
