using Timeline.Admission;
using Timeline.Isolation;

namespace Timeline.Namespaces;

/// <summary>How the values of a declared key are watched.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>Immutable and safe to share between keys and threads.</remarks>
public sealed record KeyOptions<T>
{
    /// <summary>What is asked of every value, besides what all keys are asked. None may be asynchronous.</summary>
    public IReadOnlyList<Rule<T>> Rules { get; init; } = [];

    /// <summary>How what is remembered is kept from being changed from outside; by default by what T is.</summary>
    public Isolation<T> Isolation { get; init; } = Isolation<T>.Automatic;
}
