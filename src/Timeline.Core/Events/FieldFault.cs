using System.Collections.Immutable;

namespace Timeline.Events;

/// <summary>What is wrong with one field of an envelope.</summary>
/// <param name="Field">The field, by its name in JSON.</param>
/// <param name="Reason">What is wrong, in words that go on from the name: "is empty".</param>
public sealed record FieldFault(string Field, string Reason)
{
    /// <summary>The fault on one line.</summary>
    /// <returns>The field and the reason.</returns>
    public override string ToString() => $"{TimelineError.Quoted(Field)} {Reason}";

    /// <summary>The faults among some checks; a check without a reason has found none.</summary>
    internal static ImmutableArray<FieldFault> Of(IEnumerable<(string Field, string? Reason)> checks) =>
        [.. from check in checks where check.Reason is not null select new FieldFault(check.Field, check.Reason)];
}
