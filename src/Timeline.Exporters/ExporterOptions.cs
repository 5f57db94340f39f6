using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Timeline.Exporters;

/// <summary>How an exporter sends, how much it keeps, and what it does in trouble.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ExporterOptions
{
    /// <summary>How many records a batch holds at most; 500 unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one or more than 100,000.</exception>
    public int BatchRecords
    {
        get;
        init => field = Bounds.Between(value, 1, 100_000);
    } = 500;

    /// <summary>How many bytes the lines of a batch are at most; 1 MiB unless told otherwise. A record that is larger
    /// by itself is a batch of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one or more than 256 MiB.</exception>
    public int BatchBytes
    {
        get;
        init => field = Bounds.Between(value, 1, 256 << 20);
    } = 1 << 20;

    /// <summary>How long an entry waits at most for others to fill its batch; 1 s unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than a day.</exception>
    public TimeSpan MaximumDelay
    {
        get;
        init => field = Bounds.Span(value, TimeSpan.Zero);
    } = TimeSpan.FromSeconds(1);

    /// <summary>How many records are kept in memory at most, those that are being sent included; 10,000 unless told
    /// otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one.</exception>
    public int BufferRecords
    {
        get;
        init => field = Bounds.Between(value, 1, int.MaxValue);
    } = 10_000;

    /// <summary>How many bytes the lines in memory are at most; 16 MiB unless told otherwise. A record that is larger
    /// by itself is taken when nothing else is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one.</exception>
    public long BufferBytes
    {
        get;
        init => field = Bounds.Between(value, 1, long.MaxValue);
    } = 16L << 20;

    /// <summary>Where what finds no room in the buffer, and what is not sent at the end, is kept; null, which is the
    /// default, for nowhere.</summary>
    public SpoolOptions? Spool { get; init; }

    /// <summary>What becomes of an entry when buffer and spool are full; its maker waits, unless told
    /// otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the cases.</exception>
    public WhenFull WhenFull
    {
        get;
        init => field = Bounds.Case(value, "It is Wait or Drop.");
    }

    /// <summary>How long the maker of an entry waits at most for room; 5 s unless told otherwise. Once it has waited in
    /// vain, entries are dropped at once until there is room again, so that a peer that is down holds a program up
    /// once and not at every change.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than a day.</exception>
    public TimeSpan MaximumWait
    {
        get;
        init => field = Bounds.Span(value, TimeSpan.Zero);
    } = TimeSpan.FromSeconds(5);

    /// <summary>How a sink that failed is tried again; for ever, unless told otherwise.</summary>
    public RetryOptions Retry
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new();

    /// <summary>How long one try may take before it is cancelled and counts as failed; 30 s unless told otherwise,
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 10 ms or more than a day.</exception>
    public TimeSpan AttemptTimeout
    {
        get;
        init => field = value == Timeout.InfiniteTimeSpan ? value : Bounds.Span(value, TimeSpan.FromMilliseconds(10));
    } = TimeSpan.FromSeconds(30);

    /// <summary>How long an exporter that is disposed of goes on sending what it has; 10 s unless told
    /// otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than a day.</exception>
    public TimeSpan ShutdownTime
    {
        get;
        init => field = Bounds.Span(value, TimeSpan.Zero);
    } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of delays, pauses and time-outs; that of the system unless told otherwise.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = TimeProvider.System;

    /// <summary>Where trouble is logged; nowhere unless told otherwise. What it throws goes nowhere.</summary>
    public ILogger Logger
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = NullLogger.Instance;

    /// <summary>Hears of every entry that was dropped, refused or lost, of damaged lines of the spool, and of a spool
    /// that cannot be written; null for nobody. It is called on whatever thread found out, under no lock, also several
    /// times at once. What it throws is logged.</summary>
    public Action<ExporterFailure>? Failed { get; init; }
}
