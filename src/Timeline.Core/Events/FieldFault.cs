namespace Timeline.Events;

/// <summary>What is wrong with one field of an envelope.</summary>
/// <param name="Field">The field, by its name in JSON.</param>
/// <param name="Reason">What is wrong, in words that go on from the name: "is empty".</param>
public sealed record FieldFault(string Field, string Reason)
{
    /// <summary>The fault on one line.</summary>
    /// <returns>The field and the reason.</returns>
    public override string ToString() => $"{TimelineError.Quoted(Field)} {Reason}";
}
