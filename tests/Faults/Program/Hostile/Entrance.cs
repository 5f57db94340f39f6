namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>A place where bytes from outside come in.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Seeds">Valid inputs, which others are made of.</param>
/// <param name="Read">
/// Takes an input in and uses what it became: true where it was accepted, false where it was refused as the documentation says.
/// Anything else that is thrown is foreign.
/// </param>
internal sealed record Entrance(string Name, Func<IReadOnlyList<byte[]>> Seeds, Func<byte[], bool> Read)
{
    /// <summary>The public methods it stands for, as <c>Type.Method(first parameter's type)</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Makes checksums, ids and seals right again, as anybody can.</summary>
    public Func<byte[], byte[]>? Forge { get; init; }

    /// <summary>How many cases of it stand for one of a parser: what makes files takes longer.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>Whether inputs are text, which is mutated by its tokens too.</summary>
    public bool IsText { get; init; } = true;
}
