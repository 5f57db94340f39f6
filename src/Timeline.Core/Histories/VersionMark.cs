namespace Timeline.Histories;

/// <summary>What is known of a version without its value.</summary>
/// <param name="Index">The number of the version in its history.</param>
/// <param name="Stamp">When, by whom and with what words it was recorded.</param>
public readonly record struct VersionMark(int Index, Stamp Stamp);
