using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Timeline.Benchmarks.Suites;

/// <summary>How the suites are run where the command line does not say otherwise: all of them in an hour.</summary>
/// <remarks>
/// In this process, as a project that is generated would be built by this repository's rules for its own code.
/// A table of a suite is written as markdown to <c>artifacts/benchmarks/results</c>; what is kept goes to
/// <c>benchmarks/results</c>.
/// </remarks>
internal static class SuiteConfig
{
    // The data of a million entries take their time, and all peers'.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Eight iterations of a quarter of a second each, after three to warm up, and allocations counted.</summary>
    /// <param name="arguments">The command line: a job that it names is run in the place of this one.</param>
    public static IConfig Make(IReadOnlyList<string> arguments)
    {
        var config = ManualConfig.CreateEmpty()
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddAnalyser([.. DefaultConfig.Instance.GetAnalysers()])
            .AddValidator([.. DefaultConfig.Instance.GetValidators()])
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"))
            .AddJob(Job.Default.WithToolchain(new InProcessEmitToolchain(Longest, logOutput: true)).AsMutator());
        return arguments.Any(argument => argument is "--job" or "-j") ? config : config.AddJob(Job.Default
            // A full collection before each iteration takes longer than the iteration where a million entries are held.
            .WithGcForce(false)
            .WithWarmupCount(3)
            .WithIterationCount(8)
            .WithIterationTime(TimeInterval.FromMilliseconds(250)));
    }
}
