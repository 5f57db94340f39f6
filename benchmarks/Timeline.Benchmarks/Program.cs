using BenchmarkDotNet.Running;
using Timeline.Benchmarks.Growth;
using Timeline.Benchmarks.Ratios;

switch (args)
{
    case ["ratios", .. var suites]:
        return RatioSuites.Run(suites);
    case ["growth", .. var names]:
        return GrowthCommand.Run(names, Console.Out, Console.Error);
    default:
        _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
