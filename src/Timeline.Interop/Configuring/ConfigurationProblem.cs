namespace Timeline.Configuring;

/// <summary>One mistake in a configuration.</summary>
/// <param name="Path">Where, from the whole: a JSON Pointer, or the key of a section; empty for the whole.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <remarks>Immutable and safe to share.</remarks>
public sealed record ConfigurationProblem(string Path, string Message)
{
    /// <summary>The mistake on one line.</summary>
    /// <returns>The path, a colon, and what is wrong.</returns>
    public override string ToString() => $"{(Path.Length == 0 ? "(root)" : Path)}: {Message}";
}
