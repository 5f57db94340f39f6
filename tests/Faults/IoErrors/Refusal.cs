using System.Globalization;
using Timeline.Storage;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.IoErrors;

/// <summary>What a child said when its environment refused a step.</summary>
/// <param name="Step">Which step; -1 for opening.</param>
/// <param name="Trouble">The kind.</param>
/// <param name="Message">The words.</param>
internal sealed record Refusal(int Step, StoreTrouble Trouble, string Message)
{
    /// <summary>All that a child said, in order.</summary>
    public static IReadOnlyList<Refusal> Of(Child child) =>
    [
        .. child.Lines.Where(line => line.StartsWith("refused ", StringComparison.Ordinal)).Select(line => line.Split(' ', 4))
            .Select(it => new Refusal(
                int.Parse(it[1], CultureInfo.InvariantCulture), Enum.Parse<StoreTrouble>(it[2]), it[3])),
    ];

    /// <summary>What is wrong with it as an answer; null for nothing.</summary>
    /// <param name="allowed">The kinds that fit the fault.</param>
    public string? Fault(IReadOnlyList<StoreTrouble> allowed)
    {
        if (!allowed.Contains(Trouble)) return $"it was refused as {Trouble}: {Message}";
        return Message.Length is > 20 and < 400 && !Message.Contains("Exception", StringComparison.Ordinal)
            && Message.Contains(';', StringComparison.Ordinal) ? null : $"its message is unclear: {Message}";
    }
}
