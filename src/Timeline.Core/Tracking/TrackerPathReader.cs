using LanguageExt;
using Timeline.Values;

namespace Timeline.Tracking;

/// <summary>Reads a path from the left, up to the end of the text or the question mark before its properties.</summary>
/// <param name="text">The text.</param>
internal sealed class TrackerPathReader(string text)
{
    // Of the text, and of the steps' names together: what is written of such names stays below the first.
    private const int LongestText = 8 << 20;
    private const int LongestNames = 1 << 20;

    private int _at;

    /// <summary>Whether all of the text was read.</summary>
    public bool IsAtEnd => _at == text.Length;

    /// <summary>What stands behind the question mark at which reading ended; empty if there was none.</summary>
    public string Rest => IsAtEnd ? "" : text[(_at + 1)..];

    private char Current => _at < text.Length ? text[_at] : '\0';

    /// <summary>Reads the path.</summary>
    /// <returns>The path, or what is wrong and where.</returns>
    public Either<TimelineError, TrackerPath> Read()
    {
        if (text.Length > LongestText) return TooLong();
        if (!WellFormed.Is(text)) return Wrong("the text holds half of a surrogate pair");
        if (IsAtEnd || Current == '?') return TrackerPath.Root;
        var steps = new List<PathStep>();
        var length = 0L;
        while (true)
        {
            var isBracket = Current == '[';
            var error = isBracket ? Bracket(steps) : Word(steps);
            if (error is not null) return error;
            if ((length += steps[^1].Name.Length + 1) > LongestNames) return TooLong();
            if (IsAtEnd || Current == '?') return new TrackerPath([.. steps]);
            if (steps[^1].Kind == PathStepKind.CallWith) return SetterCall(steps[^1].Name);
            if (Current == '.') _at++;
            else if (Current != '[') return Wrong("behind a bracket stands a dot, a bracket or a call");
        }
    }

    /// <summary>An error about the place where reading stands.</summary>
    public TimelineError Wrong(string reason, TrackingFault fault = TrackingFault.Path) =>
        new TimelineError.Tracking(fault, 0, text, FormattableString.Invariant($"{reason} (at character {_at + 1})"));

    private TimelineError TooLong() => Wrong(
        FormattableString.Invariant($"a path has up to {LongestNames} characters in its steps"));

    private TimelineError SetterCall(string name) => Wrong(
        $"{name}(_) is called with what is set, so it can only be the last step", TrackingFault.BadSetterCall);

    private TimelineError? Word(List<PathStep> steps)
    {
        var length = text.AsSpan(_at).IndexOfAny(".[?");
        var end = length < 0 ? text.Length : _at + length;
        if (end == _at) return Wrong("a step is missing; the empty key is written [\"\"]");
        var word = text[_at..end];
        var bracket = word.AsSpan().IndexOfAny("()]");
        _at += bracket < 0 ? word.Length : bracket;
        if (bracket >= 0 && word[bracket] != '(') return Wrong("a key with brackets is written in brackets and quotes");
        if (bracket == 0) return Wrong("the name of the method is missing");
        if (bracket > 0) return Call(steps, word[..bracket], end);
        steps.Add(TrackerPath.IsIndex(word, out var index) ? PathStep.At(index) : PathStep.Member(word));
        return null;
    }

    private TimelineError? Call(List<PathStep> steps, string name, int end)
    {
        switch (text[_at..end])
        {
            case "()":
                steps.Add(PathStep.Call(name));
                break;
            case "(_)":
                steps.Add(PathStep.CallWith(name));
                break;
            default:
                return Wrong("a call is written Name() or, with what is set as its argument, Name(_)");
        }

        _at = end;
        return null;
    }

    private TimelineError? Bracket(List<PathStep> steps)
    {
        _at++;
        return Current == '"' ? Quoted(steps) : Index(steps);
    }

    private TimelineError? Index(List<PathStep> steps)
    {
        var end = text.IndexOf(']', _at);
        if (end < 0) return Wrong("the bracket is not closed");
        if (!TrackerPath.IsIndex(text[_at..end], out var index))
            return Wrong("in brackets stands an index or a key in double quotes");
        steps.Add(PathStep.At(index));
        _at = end + 1;
        return null;
    }

    private TimelineError? Quoted(List<PathStep> steps)
    {
        var end = _at + 1;
        while (end < text.Length && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        if (end + 1 >= text.Length || text[end + 1] != ']') return Wrong("the bracket is not closed by \"]");
        if (Json.Parse(text[_at..(end + 1)]).IfLeft(Value.OfNull()) is not Value.Text { Content: var key })
            return Wrong("the key in quotes is not a JSON string");
        _at = end + 2;
        if (Current == '(')
        {
            var length = text.AsSpan(_at).IndexOfAny(".[?");
            return Call(steps, key, length < 0 ? text.Length : _at + length);
        }

        steps.Add(PathStep.Member(key));
        return null;
    }
}
