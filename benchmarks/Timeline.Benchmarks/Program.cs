using BenchmarkDotNet.Running;
using Timeline.Benchmarks.Growth;
using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;
using Timeline.Benchmarks.Suites;

switch (args)
{
    case ["ratios", ..] when args.Contains("--quick") && !QuickProcess.IsThis:
        return QuickProcess.Run(args);
    case ["ratios", .. var groups]:
        return RatioCommand.Run(groups, Console.Out, Console.Error);
    case ["growth", .. var names]:
        return GrowthCommand.Run(names, Console.Out, Console.Error);
    default:
        _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, SuiteConfig.Make(args));
        return 0;
}
