using LanguageExt;

namespace Timeline.Values;

/// <summary>Reads the dotted form of a path, step by step from the left.</summary>
/// <param name="text">The text; it is not empty.</param>
internal sealed class DottedPath(string text)
{
    private int _at;

    /// <summary>Reads all of the text.</summary>
    /// <returns>The path, or what is wrong and where.</returns>
    public Either<TimelineError, ValuePath> Read()
    {
        if (text == ".") return ValuePath.Root;

        // As in jq, whose paths begin with a dot.
        if (text[0] == '.') _at = 1;
        var path = ValuePath.Root;
        for (var steps = 1; ; steps++)
        {
            if (steps > ValuePath.MaximumSteps)
                return Wrong(FormattableString.Invariant($"it has more than {ValuePath.MaximumSteps} steps"));
            var step = Current == '[' ? Bracket() : Word();
            if (step.IsLeft) return (TimelineError)step;
            path = path.Append((PathSegment)step);
            if (_at == text.Length) return path;
            if (Current == '.') _at++;
            else if (Current != '[') return Wrong("behind a bracket stands a dot or another bracket");
        }
    }

    private char Current => _at < text.Length ? text[_at] : '\0';

    private Either<TimelineError, PathSegment> Word()
    {
        var length = text.AsSpan(_at).IndexOfAny('.', '[');
        var end = length < 0 ? text.Length : _at + length;
        if (end == _at) return Wrong("a step is missing; the empty key is written [\"\"]");
        var word = text[_at..end];
        _at = end;
        return new PathSegment(word);
    }

    private Either<TimelineError, PathSegment> Bracket()
    {
        _at++;
        return Current == '"' ? Quoted() : Index();
    }

    private Either<TimelineError, PathSegment> Index()
    {
        var end = text.IndexOf(']', _at);
        if (end < 0) return Wrong("the bracket is not closed");
        var index = new PathSegment(text[_at..end]);
        if (!index.IsIndex) return Wrong("in brackets stands an index or a key in double quotes");
        _at = end + 1;
        return index;
    }

    private Either<TimelineError, PathSegment> Quoted()
    {
        var end = _at + 1;
        while (end < text.Length && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        if (end + 1 >= text.Length || text[end + 1] != ']') return Wrong("the bracket is not closed by \"]");
        if (Json.Parse(text[_at..(end + 1)]).IfLeft(Value.OfNull()) is not Value.Text { Content: var key })
            return Wrong("the key in quotes is not a JSON string");
        _at = end + 2;
        return new PathSegment(key);
    }

    private TimelineError.PathInvalid Wrong(string reason) =>
        new(text, FormattableString.Invariant($"{reason} (at character {_at + 1})"));
}
