using Timeline.Histories;

namespace Timeline.Documents;

/// <summary>One revision of a file, as another system of record kept it.</summary>
/// <param name="Name">What that system calls it, for messages.</param>
/// <param name="Bytes">The file's bytes.</param>
/// <param name="Stamp">When, by whom, with what words.</param>
public sealed record FileRevision(string Name, ReadOnlyMemory<byte> Bytes, Stamp Stamp);
