using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>How the documents of a history are read and compared.</summary>
/// <param name="Limits">What is too much to read; null for the usual limits.</param>
/// <param name="Comparison">How two versions are compared; null for the usual way. Key order is always kept.</param>
public sealed record DocumentOptions(JsonLimits? Limits = null, DiffOptions? Comparison = null)
{
    /// <summary>The usual options.</summary>
    public static DocumentOptions Default { get; } = new();
}
