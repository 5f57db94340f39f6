using BenchmarkDotNet.Running;
using Timeline.Benchmarks.Ratios;

if (args is ["ratios", .. var suites])
    return RatioSuites.Run(suites);

_ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
