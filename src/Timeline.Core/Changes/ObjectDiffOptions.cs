using Timeline.Objects;

namespace Timeline.Changes;

/// <summary>How objects are seen and compared.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record ObjectDiffOptions
{
    /// <summary>The platform's contract, and lists compared as values are.</summary>
    public static readonly ObjectDiffOptions Default = new();

    /// <summary>How the objects are seen.</summary>
    public ObjectTree Tree { get; init; } = ObjectTree.Default;

    /// <summary>How list elements are recognised, and how much may be spent on it.</summary>
    public DiffOptions Lists { get; init; } = DiffOptions.Default;
}
