using System.Globalization;
using LanguageExt;
using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>Reads and writes entries as JSON: one map of fields, which is one line of a log.</summary>
/// <remarks>
/// Reading what was written gives an equal entry; the contents of whole containers are not written. What is empty or
/// none is left out. Unknown fields are passed over, so that a newer program may say more. All members may be called
/// from any thread at any time.
/// </remarks>
public static class ChangeJson
{
    /// <summary>The version of the format.</summary>
    public const int Format = 1;

    // An entry stands around its contents, so it nests deeper than they do.
    private static readonly JsonLimits Deep = new() { Depth = Value.MaximumDepth };

    /// <summary>Reads an entry. O(size).</summary>
    /// <param name="utf8">One JSON value.</param>
    /// <param name="limits">What is refused; if null <see cref="JsonLimits.Default"/>, but as deep as a value
    /// nests.</param>
    /// <returns>The entry; <see cref="TimelineError.JsonInvalid"/> for text that is no JSON, or
    /// <see cref="TimelineError.ChangeEntryInvalid"/> with all that is wrong.</returns>
    public static Either<TimelineError, ChangeEntry> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null) =>
        Json.Parse(utf8, limits ?? Deep).Bind(FromValue);

    /// <summary>Makes an entry of its JSON value. O(size).</summary>
    /// <param name="value">A value.</param>
    /// <returns>The entry, or <see cref="TimelineError.ChangeEntryInvalid"/> with all that is wrong.</returns>
    public static Either<TimelineError, ChangeEntry> FromValue(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value is Value.Map map
            ? new ChangeEntryReader(map).Read()
            : new TimelineError.ChangeEntryInvalid(["it is not a map of fields"]);
    }

    /// <summary>An entry as compact UTF-8 JSON, without a line's end. O(size).</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The bytes, in an array of their own.</returns>
    /// <exception cref="ArgumentException">As <see cref="ToValue(ChangeEntry)"/>.</exception>
    public static byte[] ToUtf8(ChangeEntry entry) => Json.ToUtf8(ToValue(entry));

    /// <summary>An entry as a JSON value. O(size).</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The map of its fields.</returns>
    /// <exception cref="ArgumentException">A content nests as deep as a value can, so that no map can hold
    /// it.</exception>
    public static Value.Map ToValue(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var fields = new Value.Map.Builder();
        Add(ChangeField.Format, Value.Of(Format));
        Add(ChangeField.Id, Value.Of(entry.Id.ToString()));
        if (entry.Origin != entry.Id) Add(ChangeField.Origin, Value.Of(entry.Origin.ToString()));
        Add(ChangeField.Time, Value.Of(entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        AddText(ChangeField.Actor, entry.Actor);
        Add(ChangeField.Action, Value.Of(ChangeWords.Of(entry.Action)));
        AddText(ChangeField.Method, entry.Method);
        Add(ChangeField.Path, Value.Of(entry.Path.ToString()));
        _ = entry.Before.IfSome(there => Add(ChangeField.Before, there.Value));
        _ = entry.After.IfSome(there => Add(ChangeField.After, there.Value));
        _ = entry.Group.IfSome(group => Add(ChangeField.Group, Value.Of(group.ToString("D"))));
        Add(ChangeField.Tree, Value.List.From(entry.Tree.Select(ToValue)));
        if (entry.Stack.Length > 0) Add(ChangeField.Stack, Value.List.From(entry.Stack.Select(Value.Of)));
        return fields.ToMap();

        void Add(string name, Value value) => _ = fields.TryAdd(name, value);

        void AddText(string name, string text)
        {
            if (text.Length > 0) Add(name, Value.Of(text));
        }
    }

    private static Value ToValue(ChangeNode node)
    {
        var fields = new Value.Map.Builder();
        _ = fields.TryAdd(ChangeField.Container, Value.Of(node.Container.ToString("D")));
        _ = fields.TryAdd(ChangeField.Kind, Value.Of(ChangeWords.Of(node.Kind)));
        _ = fields.TryAdd(ChangeField.Path, Value.Of(node.Path.ToString()));
        if (node.Name.Length > 0) _ = fields.TryAdd(ChangeField.Name, Value.Of(node.Name));
        return fields.ToMap();
    }
}
