using Timeline.Values;

namespace Timeline.Storage;

/// <summary>One thing that is wrong in a store.</summary>
/// <param name="History">The history it was found in; null where it is the store as a whole.</param>
/// <param name="Number">The version it was found at, where it is one.</param>
/// <param name="Fault">What is wrong, in words.</param>
public sealed record VerifyFinding(string? History, long? Number, string Fault)
{
    /// <summary>
    /// Where in the version's value the fault lies: the first place at which a snapshot is not what the patches make,
    /// the place that an operation which does not apply names. Null where the fault is of the version as a whole, or
    /// of none.
    /// </summary>
    public ValuePath? Path { get; init; }

    /// <summary>One line that names the place and the fault.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => (StorePlace.Of(History, Number), Path) switch
    {
        (null, _) => Fault,
        ({ } place, null or { IsRoot: true }) => $"{place}: {Fault}",
        ({ } place, var path) => $"{place} at {path.ToDotted()}: {Fault}",
    };
}
