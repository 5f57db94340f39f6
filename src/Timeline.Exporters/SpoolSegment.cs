namespace Timeline.Exporters;

/// <summary>One file of a spool.</summary>
internal sealed class SpoolSegment(string path, long number)
{
    public string Path { get; } = path;

    /// <summary>Its place in the order of segments.</summary>
    public long Number { get; } = number;

    /// <summary>Where its lines begin, or those that were not sent when it was found.</summary>
    public long Start { get; set; } = SpoolLine.Header.Length;

    /// <summary>How many bytes of it are lines that were written whole.</summary>
    public long Length { get; set; }

    /// <summary>How many of its lines have not been sent.</summary>
    public long Lines { get; set; }
}
