using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>Reads the fields of one entry from a map, and remembers all that is wrong with them.</summary>
internal sealed class ChangeEntryReader(Value.Map map)
{
    private readonly List<string> _faults = [];

    /// <summary>A field: the map it stands in, its name there, and what it is called in a fault.</summary>
    private readonly record struct Field(Value.Map In, string Key, string Name)
    {
        public Value? Value => In.TryGetValue(Key, out var value) ? value : null;
    }

    public Either<TimelineError, ChangeEntry> Read()
    {
        if (FaultOfFormat() is { } fault) return Invalid([fault]);
        var id = Id(Of(ChangeField.Id), Required(Of(ChangeField.Id)));
        var origin = Of(ChangeField.Origin).Value is { } other ? Id(Of(ChangeField.Origin), other) : id;
        var time = Time(Of(ChangeField.Time));
        var actor = OptionalText(Of(ChangeField.Actor));
        var action = Word(Of(ChangeField.Action), ChangeWords.ToAction, ChangeWords.Actions);
        var method = OptionalText(Of(ChangeField.Method));
        var path = Path(Of(ChangeField.Path));
        var (before, after) = (Content(Of(ChangeField.Before)), Content(Of(ChangeField.After)));
        var group = Group(Of(ChangeField.Group));
        var tree = Tree(Of(ChangeField.Tree));
        var stack = Stack(Of(ChangeField.Stack));
        CheckContents(action, before, after);
        CheckTree(id, origin, tree);
        if (_faults.Count > 0) return Invalid([.. _faults]);
        return new ChangeEntry
        {
            Id = id!.Value,
            Origin = origin!.Value,
            Time = time,
            Actor = actor,
            Action = action!.Value,
            Method = method,
            Path = path,
            Before = before,
            After = after,
            Group = group,
            Tree = tree,
            Stack = stack,
        };
    }

    private static TimelineError.ChangeEntryInvalid Invalid(ImmutableArray<string> faults) => new(faults);

    private Field Of(string key) => new(map, key, key);

    /// <summary>What another version means by the fields is not known, so nothing else is said about them.</summary>
    private string? FaultOfFormat()
    {
        const string Name = ChangeField.Format;
        if (Of(Name).Value is not { } format) return $"{Name} is missing";
        return format.Equals(Value.Of(ChangeJson.Format)) ? null
            : format is Value.Number
                ? $"{Name} is {format}, and this Timeline reads {ChangeJson.Format}; use a newer one"
            : $"{Name} is not a number";
    }

    /// <summary>What was there before and after is what tells the action, so it has to be said.</summary>
    private void CheckContents(ChangeAction? action, Option<ChangeContent> before, Option<ChangeContent> after)
    {
        var takesAnother = action is ChangeAction.Update or ChangeAction.Replace;
        if (before.IsNone && (takesAnother || action is ChangeAction.Remove))
            _faults.Add($"{ChangeField.Before} is missing");
        if (after.IsNone && (takesAnother || action is ChangeAction.Init or ChangeAction.Add))
            _faults.Add($"{ChangeField.After} is missing");
    }

    private void CheckTree(ChangeEntryId? id, ChangeEntryId? origin, ImmutableArray<ChangeNode> tree)
    {
        if (tree.IsEmpty) return;
        if (id is { } own && own.Container != tree[0].Container)
            _faults.Add($"{ChangeField.Tree} does not begin with the container of {ChangeField.Id}");
        if (origin is { } first && first.Container != tree[^1].Container)
            _faults.Add($"{ChangeField.Tree} does not end with the container of {ChangeField.Origin}");
    }

    private Value? Required(Field field) => field.Value ?? Fault<Value>(field, "is missing");

    private string? Text(Field field, Value? value) => value switch
    {
        null => null,
        Value.Text text => text.Content,
        _ => Fault<string>(field, "is not a text"),
    };

    private string? RequiredText(Field field) => Text(field, Required(field));

    private string OptionalText(Field field) => Text(field, field.Value) ?? "";

    private ChangeEntryId? Id(Field field, Value? value)
    {
        if (Text(field, value) is not { } text) return null;
        var id = ChangeEntryId.Parse(text);
        if (id.IsNone) _faults.Add($"{field.Name} is not CONTAINER/NUMBER");
        return id.IsSome ? (ChangeEntryId)id : null;
    }

    private Guid Guid(Field field, string? text) => text is null ? default
        : System.Guid.TryParseExact(text, "D", out var guid) ? guid
        : Fault<Guid>(field, "is not a UUID");

    private Option<Guid> Group(Field field) =>
        Text(field, field.Value) is { } text ? Guid(field, text) : Option<Guid>.None;

    private DateTimeOffset Time(Field field) => RequiredText(field) is { } text
        ? DateTimeOffset.TryParseExact(
            text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : Fault<DateTimeOffset>(field, "is not a time like 2026-01-31T12:00:00.0000000Z")
        : default;

    private T? Word<T>(Field field, Func<string, Option<T>> read, IReadOnlyList<string> words)
        where T : struct
    {
        if (RequiredText(field) is not { } text) return null;
        var word = read(text);
        if (word.IsNone) _faults.Add($"{field.Name} is none of {string.Join(", ", words)}");
        return word.IsSome ? (T)word : null;
    }

    private ValuePath Path(Field field)
    {
        // The dotted form is for people: here a path is what it was written as.
        if (RequiredText(field) is not { } text) return ValuePath.Root;
        var path = text.Length == 0 || text[0] == '/' ? ValuePath.Parse(text).ToOption() : Option<ValuePath>.None;
        if (path.IsNone) _faults.Add($"{field.Name} is not a JSON Pointer");
        return path.IfNone(ValuePath.Root);
    }

    private static Option<ChangeContent> Content(Field field) =>
        field.Value is { } value ? ChangeContent.Of(value) : Option<ChangeContent>.None;

    private ImmutableArray<ChangeNode> Tree(Field field)
    {
        if (Required(field) is not { } value) return [];
        if (value is Value.List { Count: > 0 } nodes)
            return [.. nodes.Items.Select((node, at) => Node(node, $"{field.Name}/{at}")).OfType<ChangeNode>()];
        _faults.Add($"{field.Name} is not a list of containers");
        return [];
    }

    private ChangeNode? Node(Value node, string name)
    {
        if (node is not Value.Map fields)
        {
            _faults.Add($"{name} is not a container");
            return null;
        }

        var container = Guid(In(ChangeField.Container), RequiredText(In(ChangeField.Container)));
        var kind = Word(In(ChangeField.Kind), ChangeWords.ToKind, ChangeWords.Kinds);
        var called = OptionalText(In(ChangeField.Name));
        return new ChangeNode(container, kind ?? default, Path(In(ChangeField.Path))) { Name = called };

        Field In(string key) => new(fields, key, $"{name}/{key}");
    }

    private ImmutableArray<string> Stack(Field field)
    {
        if (field.Value is not { } value) return [];
        if (value is Value.List frames && frames.Items.All(frame => frame is Value.Text))
            return [.. frames.Items.Cast<Value.Text>().Select(frame => frame.Content)];
        _faults.Add($"{field.Name} is not a list of texts");
        return [];
    }

    private T? Fault<T>(Field field, string reason)
    {
        _faults.Add($"{field.Name} {reason}");
        return default;
    }
}
