namespace Timeline.Exporters;

/// <summary>A folder in which an exporter keeps what it could not send yet, also beyond the end of the
/// process.</summary>
/// <remarks>One exporter has a folder at a time, of all processes. Immutable.</remarks>
public sealed record SpoolOptions
{
    /// <summary>Where it is; made, for its owner alone, if it is not there.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public required string Folder
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    }

    /// <summary>When entries are written there; when the buffer is full, unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the cases.</exception>
    public SpoolUse Use
    {
        get;
        init => field = Bounds.Case(value, "It is Overflow or Always.");
    }

    /// <summary>When what is written is on the disk; when the system sees to it, unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the cases.</exception>
    public SpoolSync Sync
    {
        get;
        init => field = Bounds.Case(value, "It is Never or Each.");
    }

    /// <summary>How many bytes its segments take at most; 1 GiB unless told otherwise. An entry that is larger by
    /// itself is kept when nothing else is there, and what the buffer holds at the end comes on top.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 4,096.</exception>
    public long MaximumBytes
    {
        get;
        init => field = Bounds.Between(value, 4096, long.MaxValue);
    } = 1L << 30;

    /// <summary>After how many bytes the next segment is begun; 16 MiB unless told otherwise. A segment is deleted when
    /// all of it is sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1,024 or more than 1 GiB.</exception>
    public long SegmentBytes
    {
        get;
        init => field = Bounds.Between(value, 1024, 1L << 30);
    } = 16L << 20;

    /// <summary>How many bytes of refused records, and as many of damaged lines, are set aside at most; 64 MiB unless
    /// told otherwise. What comes beyond is counted and told, and not kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long MaximumAsideBytes
    {
        get;
        init => field = Bounds.Between(value, 0, long.MaxValue);
    } = 64L << 20;
}
