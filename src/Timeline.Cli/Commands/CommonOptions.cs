using System.CommandLine;
using Timeline.Cli.Terminals;

namespace Timeline.Cli.Commands;

/// <summary>What every command understands, and the terminal all of them print to.</summary>
internal sealed class CommonOptions
{
    /// <summary>Which store, where it is not the nearest one.</summary>
    public Option<string?> Store { get; } = new("--store")
    {
        Description = "The store file; otherwise the nearest .timeline/timeline.db upward",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Whether remarks are left out.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Print answers and errors only",
        Recursive = true,
    };

    /// <summary>Whether colour is off.</summary>
    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Print without colour (so does the variable NO_COLOR)",
        Recursive = true,
    };

    /// <summary>What all commands print to; set before one runs.</summary>
    public Terminal? Terminal { get; set; }

    /// <summary>Whether the answer is one JSON document.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the answer as one JSON document",
        Recursive = true,
    };
}
