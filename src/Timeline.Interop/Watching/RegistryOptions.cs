using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Persisting;

namespace Timeline.Watching;

/// <summary>What all variables of a registry have in common.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record RegistryOptions
{
    /// <summary>The clock of all stamps and intervals; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where it is said what nobody waits for, such as what a listener throws; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Where the histories of variables are kept that do not say so themselves; null for nowhere.</summary>
    public JournalOptions? Journal { get; init; }

    /// <summary>How often retention is applied to the variables that have one; 10 seconds by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It was set to zero or less.</exception>
    public TimeSpan PruningInterval
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(PruningInterval));
            field = value;
        }
    } = TimeSpan.FromSeconds(10);
}
