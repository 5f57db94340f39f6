namespace Timeline.Storage;

/// <summary>One thing that is wrong in a store.</summary>
/// <param name="History">The history it was found in; null where it is the store as a whole.</param>
/// <param name="Number">The version it was found at, where it is one.</param>
/// <param name="Fault">What is wrong, in words.</param>
public sealed record VerifyFinding(string? History, long? Number, string Fault)
{
    /// <summary>One line that names the place and the fault.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => StorePlace.Of(History, Number) is { } place ? $"{place}: {Fault}" : Fault;
}
