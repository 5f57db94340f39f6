using System.Globalization;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Hostile;

/// <summary>A process that takes in what is hostile, under a cap of memory, and what it said.</summary>
internal sealed record Attackers(int ExitCode, IReadOnlyCollection<string> Lines, string Errors)
{
    /// <summary>What the managed memory of the process may be, whatever comes in: the machine refuses more.</summary>
    public const long HeapCap = 1L << 30;

    /// <summary>What the whole process may have been at its largest: the heap, and what SQLite and the runtime have besides.</summary>
    public const long PeakCap = 1280L << 20;

    /// <summary>How many inputs were taken, accepted or refused.</summary>
    public int Taken => Counts("accepted") + Counts("refused");

    public int Accepted => Counts("accepted");

    public int Foreign => Counts("foreign");

    /// <summary>The most memory the process has had, in bytes.</summary>
    public long Peak => Lines.Where(line => line.StartsWith("peak ", StringComparison.Ordinal))
        .Select(line => long.Parse(line[5..], CultureInfo.InvariantCulture) << 10).DefaultIfEmpty(0).Max();

    /// <summary>What went wrong, in lines; nothing where all was an answer.</summary>
    public string Faults => string.Join('\n', Lines.Where(line =>
            line.StartsWith("foreign ", StringComparison.Ordinal) || line.StartsWith("hang ", StringComparison.Ordinal)))
        + (ExitCode == 0 ? "" : $"\nthe process ended with {ExitCode}: {Errors[..Math.Min(Errors.Length, 2000)]}")
        + (Peak <= PeakCap ? "" : $"\nit had {Peak >> 20} MiB");

    /// <summary>Runs the program on inputs.</summary>
    public static async Task<Attackers> RunAsync(params string[] arguments)
    {
        await using var child = Child.Start(["attack", .. arguments], environment: new Dictionary<string, string>
        {
            ["DOTNET_GCHeapHardLimit"] = HeapCap.ToString("x", CultureInfo.InvariantCulture),
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_DbgEnableMiniDump"] = "0",
        });
        var (exitCode, errors) = await child.EndAsync(Extent.IsLong ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(3));
        return new Attackers(exitCode, child.Lines, errors);
    }

    private int Counts(string word) => Lines.Where(line => line.StartsWith("took ", StringComparison.Ordinal))
        .Select(line => line.Split(' '))
        .Sum(words => int.Parse(words[Array.LastIndexOf(words, word) + 1], CultureInfo.InvariantCulture));
}
