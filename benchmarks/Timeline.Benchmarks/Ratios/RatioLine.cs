using System.Globalization;
using System.Text.Json;
using Timeline.Benchmarks.Measuring;

namespace Timeline.Benchmarks.Ratios;

/// <summary>What was found of a contest.</summary>
/// <param name="Group">The group that it is of.</param>
/// <param name="Contest">The contest.</param>
/// <param name="Theirs">What the peer costs.</param>
/// <param name="Ours">What ours costs.</param>
internal sealed record RatioLine(string Group, Contest Contest, double Theirs, double Ours)
{
    /// <summary>Ours by theirs.</summary>
    public double Ratio => Ours / Theirs;

    /// <summary>Whether it is within what is required. What is no number is not.</summary>
    public bool IsOk => Ratio <= Contest.Most;

    /// <summary>One line of columns without spaces in them: <c>GROUP/NAME ours peer ratio target ok|short</c>.</summary>
    /// <remarks>Names are those of contest and peer, <c>what@peer</c>.</remarks>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{$"{Group}/{Dashed(Contest.Name)}@{Dashed(Contest.Peer)}",-76} {Figure.Of(Ours, Contest.Unit),10} {Figure.Of(Theirs, Contest.Unit),10} {Short(Ratio),9} {Short(Contest.Most),9} {Verdict}");

    /// <summary>The same as JSON on one line, with numbers as they are.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        group = Group,
        name = Contest.Name,
        peer = Contest.Peer,
        unit = Contest.Unit,
        ours = Ours,
        theirs = Theirs,
        ratio = double.IsFinite(Ratio) ? Ratio : (double?)null,
        target = Contest.Most,
        verdict = Verdict,
    });

    private string Verdict => IsOk ? "ok" : "short";

    private static string Dashed(string text) => text.Replace(' ', '-');

    // Three figures of a quotient, however small.
    private static string Short(double value) => Math.Abs(value) is >= 0.01 or 0
        ? value.ToString("0.###", CultureInfo.InvariantCulture)
        : value.ToString("0.##E+0", CultureInfo.InvariantCulture);
}
