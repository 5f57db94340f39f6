namespace Timeline.Tests.Faults.Rot;

/// <summary>What was counted over many damaged files.</summary>
internal sealed class Tally
{
    public int Tried { get; set; }

    /// <summary>Those in which a row is not what it was, or cannot be read.</summary>
    public int Effective { get; set; }

    public int EffectiveFlips { get; set; }

    /// <summary>Flips by which somebody who reads the rows, and holds nothing against anything, is misled.</summary>
    public int SilentlyWrongIfTrusted { get; set; }

    public int Found { get; set; }

    public int Healed { get; set; }

    /// <summary>Those of them of which nothing could be read.</summary>
    public int Replaced { get; set; }

    /// <summary>How often the command itself was asked.</summary>
    public int Commands { get; set; }

    public List<string> Wrong { get; } = [];

    public override string ToString() =>
        $"{Tried} tried, {Effective} effective, wrong {Wrong.Count}, {Found} found by verify ({Commands} also by the command), "
        + $"{Healed} healed from a copy, {Replaced} of them with nothing of their own; rows read without seals and ids were silently wrong in {SilentlyWrongIfTrusted} of "
        + $"{EffectiveFlips} effective flips";
}
