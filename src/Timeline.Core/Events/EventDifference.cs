using Timeline.Values;

namespace Timeline.Events;

/// <summary>In what an event that is stored and one that was given differ.</summary>
/// <param name="Field">The first field that differs, by its name in JSON.</param>
/// <param name="Stored">What is stored there.</param>
/// <param name="Given">What was given.</param>
internal sealed record EventDifference(string Field, string Stored, string Given)
{
    /// <summary>The first difference in the order of the fields.</summary>
    public static EventDifference First(Event stored, Event given)
    {
        var (ours, theirs) = (EventWriter.Write(stored), EventWriter.Write(given));
        return ours.Keys.Concat(theirs.Keys)
            .Select(field => new EventDifference(field, TextAt(ours, field), TextAt(theirs, field)))
            .FirstOrDefault(difference => difference.Stored != difference.Given)
            ?? new EventDifference("content", $"{stored}", $"{given}");
    }

    /// <summary>The difference as a clause.</summary>
    /// <returns>The field and both values, shortened.</returns>
    public override string ToString() =>
        $"{Quoted(Field)} is {Quoted(Stored)} there, {Quoted(Given)} was given";

    private static string Quoted(string text) => TimelineError.Quoted(text);

    private static string TextAt(Value.Map fields, string field) =>
        !fields.TryGetValue(field, out var value) ? "missing"
        : value is Value.Text text ? text.Content
        : $"{value}";
}
