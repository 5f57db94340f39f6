using System.Diagnostics;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// The operations of a JSON Patch carried out in turn, with what they found written down where that is asked for;
/// patches may follow each other. Mutable; after a failure of no more use.
/// </summary>
/// <remarks>
/// Replacing the values of one large map is what long patches and long histories do most. While nothing else is asked,
/// and nothing is written down, one editor gathers the replacements, and no map is made for each.
/// </remarks>
internal sealed class JsonPatchRun(Value before, List<Change>? changes)
{
    private int _index = -1;
    private JsonPatchOperation? _operation;
    private int _copied;

    private Value _value = before;

    // Where a value was last replaced, and the map there while it is being edited.
    private ValuePath? _replacedIn;
    private Value.Map.Editor? _editor;

    /// <summary>The value as the operations so far have left it.</summary>
    public Value Value
    {
        get
        {
            if (_editor is not null) TakeEdited();
            return _value;
        }

        private set => _value = value;
    }

    /// <summary>What has changed, if it is written down.</summary>
    public List<Change>? Changes { get; } = changes;

    /// <summary>Begins another patch, for the value as it is now.</summary>
    public void Begin() => (_index, _copied) = (-1, 0);

    /// <summary>Carries out operations up to the first that fails.</summary>
    public TimelineError? Run(ReadOnlySpan<JsonPatchOperation> operations)
    {
        foreach (var operation in operations)
            if (Run(operation) is { } error) return error;
        return End();
    }

    /// <summary>Refuses what copies have made too long to be written.</summary>
    public TimelineError? End() =>
        _copied > 0 && LengthUpTo(Value, JsonPatch.MaximumWritten + 1) > JsonPatch.MaximumWritten
            ? Fail(_operation!.Path, "with what it copies the document would be too long to be written")
            : null;

    /// <summary>Carries out the next operation.</summary>
    public TimelineError? Run(JsonPatchOperation operation)
    {
        _index++;
        _operation = operation;
        return operation switch
        {
            JsonPatchOperation.Add add => Add(add.Path, add.Value, add.NextKey),
            JsonPatchOperation.Remove remove => Remove(remove.Path),
            JsonPatchOperation.Replace replace => Replace(replace.Path, replace.Value),
            JsonPatchOperation.Move move => Move(move),
            JsonPatchOperation.Copy copy => Copy(copy),
            JsonPatchOperation.Test test => Test(test),
            _ => throw new UnreachableException(),
        };
    }

    private TimelineError.JsonPatchFailed? Add(ValuePath path, Value value, string? nextKey)
    {
        if (path.IsRoot) return Replace(path, value);
        if (!ValueEdit.TryFind(Value, path, out var edit)) return Missing(path.Parent!);
        if (!edit.CanInsert) return Fail(path, NoPlace(edit));
        if (edit.Container is Value.Map map && edit.TryGet(out var old))
            return Overwrite(edit, map, path, old, value, nextKey);
        if (!ValueEdit.FitsAt(path, value)) return TooDeep(path);
        var place = edit is { Container: Value.List list, Last.IsEnd: true } ? path.Parent!.Append(list.Count) : path;
        Value = edit.Insert(value, nextKey);
        Changes?.Add(new Change.Added(place, value, edit.PresentKey(nextKey)));
        return null;
    }

    /// <summary>To add under a key that is there replaces its value, and places the key if a place is named.</summary>
    private TimelineError.JsonPatchFailed? Overwrite(
        ValueEdit edit, Value.Map map, ValuePath path, Value old, Value value, string? nextKey)
    {
        if (!ValueEdit.FitsAt(path, value)) return TooDeep(path);
        Value = edit.Replace(value);
        Note(path, old, value);
        if (edit.PresentKey(nextKey) is { } next && next != edit.NextKey)
            Reorder(path, value, next, map.KeyAfter(edit.Last.Text));
        return null;
    }

    private TimelineError.JsonPatchFailed? Remove(ValuePath path)
    {
        if (path.IsRoot) return Fail(path, "the document itself cannot be removed");
        if (!ValueEdit.TryFind(Value, path, out var edit) || !edit.TryGet(out var old)) return Missing(path);
        var nextKey = Changes is null ? null : edit.NextKey;
        Value = edit.Remove();
        Changes?.Add(new Change.Removed(path, old, nextKey));
        return null;
    }

    private TimelineError.JsonPatchFailed? Replace(ValuePath path, Value value)
    {
        if (!ValueEdit.FitsAt(path, value)) return TooDeep(path);
        if (path.IsRoot)
        {
            Note(path, Value, value);
            Value = value;
            return null;
        }

        if (Changes is null && TryEdit(path, value)) return null;
        if (!ValueEdit.TryFind(Value, path, out var edit) || !edit.TryGet(out var old)) return Missing(path);
        Value = edit.Replace(value);
        Note(path, old, value);
        return null;
    }

    /// <summary>Replaces a value in the map that the replacement before was in, if it is large and has the key.
    /// </summary>
    private bool TryEdit(ValuePath path, Value value)
    {
        if (path.Parent! != _replacedIn)
        {
            // Before the path is forgotten by which the map is found again.
            if (_editor is not null) TakeEdited();
            _replacedIn = path.Parent;
            return false;
        }

        if (_editor is null && _replacedIn!.TryGet(_value, out var container))
            _editor = (container as Value.Map)?.ToEditor();
        return _editor is not null && _editor.TryReplace(path.Last.Text, value);
    }

    /// <summary>Puts the map that was edited back into its place.</summary>
    private void TakeEdited()
    {
        var map = _editor!.ToMap();
        _editor = null;
        if (_replacedIn!.IsRoot) _value = map;
        else if (ValueEdit.TryFind(_value, _replacedIn, out var edit)) _value = edit.Replace(map);
        else throw new UnreachableException();
    }

    private TimelineError.JsonPatchFailed? Move(JsonPatchOperation.Move move)
    {
        if (!TryGet(move.From, out var moved)) return Missing(move.From);
        if (move.From == move.Path) return MoveToItself(move, moved);
        if (move.Path.StartsWith(move.From)) return Fail(move.Path, "a value cannot be moved into itself");
        if (move.From.StartsWith(move.Path) && !IsInList(move.Path)) return Replace(move.Path, moved);

        var (start, noted) = (Value, Changes?.Count ?? 0);
        if (Remove(move.From) is { } error) return error;
        var removed = Changes?[^1] as Change.Removed;
        var added = Changes?.Count ?? 0;
        if (Add(move.Path, moved, move.NextKey) is { } misplaced)
        {
            Value = start;
            return misplaced;
        }

        if (removed is not null && Changes is not null) JoinMove(removed, noted, added);
        return null;
    }

    /// <summary>
    /// What was written down as taken out and put in is one move; over a key that was there, a removal comes first.
    /// </summary>
    private void JoinMove(Change.Removed removed, int start, int added)
    {
        if (Changes![added..] is not [Change.Added put]) return;
        if (put.Path != removed.Path && removed.Path.StartsWith(put.Path)) return;
        Changes.RemoveRange(start, Changes.Count - start);
        if (put.Path == removed.Path) return;
        Changes.Add(new Change.Moved(removed.Path, put.Path, put.After, put.NextKey, removed.NextKey));
    }

    private bool IsInList(ValuePath path) =>
        !path.IsRoot && path.Parent!.TryGet(Value, out var container) && container is Value.List;

    private TimelineError.JsonPatchFailed? MoveToItself(JsonPatchOperation.Move move, Value moved)
    {
        if (!move.IsPlaced || move.Path.IsRoot || !ValueEdit.TryFind(Value, move.Path, out var edit)) return null;
        if (edit.Container is not Value.Map) return null;
        var next = edit.PresentKey(move.NextKey);
        if (next != move.NextKey || next == edit.NextKey) return null;
        Reorder(move.Path, moved, next, edit.NextKey);
        return null;
    }

    private TimelineError.JsonPatchFailed? Copy(JsonPatchOperation.Copy copy)
    {
        if (!TryGet(copy.From, out var value)) return Missing(copy.From);
        _copied += SizeUpTo(value, JsonPatch.MaximumCopied - _copied + 1);
        return _copied > JsonPatch.MaximumCopied
            ? Fail(copy.Path, "the patch copies too much")
            : Add(copy.Path, value, copy.NextKey);
    }

    private TimelineError.JsonPatchFailed? Test(JsonPatchOperation.Test test)
    {
        if (!TryGet(test.Path, out var found)) return Missing(test.Path);
        return found.Equals(test.Value)
            ? null
            : Fail(test.Path, $"there is {TimelineError.Describe(found)}, not {TimelineError.Describe(test.Value)}");
    }

    private void Reorder(ValuePath path, Value value, string? next, string? fromNext)
    {
        if (!ValueEdit.TryFind(Value, path, out var edit)) throw new UnreachableException();
        Value = edit.Insert(value, next);
        Changes?.Add(new Change.Moved(path, path, value, next, fromNext));
    }

    private void Note(ValuePath path, Value old, Value value)
    {
        if (Changes is not null && !old.ExactlyEquals(value)) Changes.Add(new Change.Replaced(path, old, value));
    }

    private bool TryGet(ValuePath path, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Value found) =>
        path.TryGet(Value, out found);

    private static string NoPlace(ValueEdit edit) => edit.Container switch
    {
        Value.List list => FormattableString.Invariant($"a list of {list.Count} has no such place"),
        var scalar => $"there is {TimelineError.Describe(scalar)}, not a list or map",
    };

    private TimelineError.JsonPatchFailed Missing(ValuePath path) => Fail(path, "there is nothing there");

    private TimelineError.JsonPatchFailed TooDeep(ValuePath path) => Fail(path, "the result would nest too deep");

    private TimelineError.JsonPatchFailed Fail(ValuePath path, string reason) =>
        new(_index, _operation!.Name, path.ToString(), reason);

    // About the characters of the text: a value that stands at many places counts at each.
    private static long LengthUpTo(Value value, long most)
    {
        var length = 2L;
        switch (value)
        {
            case Value.Text text:
                return length + text.Content.Length;
            case Value.Number number:
                return length + number.Spelling.Length;
            case Value.List list:
                foreach (var item in list)
                {
                    if (length >= most) return length;
                    length += LengthUpTo(item, most - length);
                }

                return length;
            case Value.Map map:
                foreach (var (key, item) in map)
                {
                    if (length >= most) return length;
                    length += key.Length + 3 + LengthUpTo(item, most - length);
                }

                return length;
            default:
                return length;
        }
    }

    private static int SizeUpTo(Value value, int most)
    {
        var size = 1;
        if (value is Value.List list)
        {
            foreach (var item in list)
            {
                if (size >= most) return size;
                size += SizeUpTo(item, most - size);
            }
        }
        else if (value is Value.Map map)
        {
            foreach (var (_, item) in map)
            {
                if (size >= most) return size;
                size += SizeUpTo(item, most - size);
            }
        }

        return size;
    }
}
