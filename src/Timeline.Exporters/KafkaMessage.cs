namespace Timeline.Exporters;

/// <summary>An entry as a message of Kafka.</summary>
/// <param name="Topic">Where it goes.</param>
/// <param name="Key">The id of the container whose log the entry is in, as text, so that the entries of a container
/// come into one partition and keep their order.</param>
/// <param name="Value">The entry as JSON in UTF-8.</param>
/// <param name="Id">The id of the entry, for a header named <see cref="IdHeader"/>: one that came twice has it
/// twice.</param>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record KafkaMessage(string Topic, string Key, ReadOnlyMemory<byte> Value, string Id)
{
    /// <summary>The name of the header that says the id.</summary>
    public const string IdHeader = "timeline-entry-id";
}
