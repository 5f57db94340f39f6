using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>How a store on PostgreSQL is opened. The default value makes its tables in the schema <c>timeline</c> if
/// they are
/// missing.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record PostgresStoreOptions
{
    private const int LongestSchema = 48;
    private const int MostPartitions = 1024;

    /// <summary>The options where none are asked for.</summary>
    public static PostgresStoreOptions Default { get; } = new();

    /// <summary>The schema that holds the tables: small letters, digits and <c>_</c>, at most 48, no digit first; not
    /// one of the server's own. All stores of one schema share one format.</summary>
    /// <exception cref="ArgumentException">It is no such name.</exception>
    public string Schema
    {
        get;
        init
        {
            if (!IsName(value))
            {
                throw new ArgumentException(
                    "A schema's name has 1 to 48 of a-z, 0-9 and _, and begins with no digit.", nameof(value));
            }

            if (IsOfTheServer(value))
            {
                throw new ArgumentException(
                    $"The schema {value} is the server's own, as all that begin with pg_ are; name another.",
                    nameof(value));
            }

            field = value;
        }
    } = "timeline";

    /// <summary>In how many partitions by hash each table is made, from 1 (not partitioned) to 1,024.</summary>
    /// <remarks>Only the one who makes the tables is asked: those that are there stay as they are, and work with any
    /// number here, so that other programs need not know theirs.</remarks>
    public int Partitions
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostPartitions);
            field = value;
        }
    } = 16;

    /// <summary>Whether tables that are not there are made, and older ones brought to the newest format; otherwise
    /// opening is
    /// <see cref="StoreTrouble.Missing"/> or <see cref="StoreTrouble.NotPermitted"/>.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>How long to go on trying where a server cannot be reached, is starting, or was lost before anything was
    /// committed.</summary>
    public TimeSpan Patience
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(5);

    /// <summary>When snapshots of a history's value are due.</summary>
    public SnapshotPolicy Snapshots { get; init; } = SnapshotPolicy.Default;

    private static bool IsOfTheServer(string name) =>
        name.StartsWith("pg_", StringComparison.Ordinal) || name == "information_schema";

    private static bool IsName(string text) => text.Length is > 0 and <= LongestSchema
        && !char.IsAsciiDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
