using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Timeline.Telemetry;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The snippet of docs/telemetry.md, and that OpenTelemetry indeed gets what it says.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task OpenTelemetry_sees_measurements_and_activities()
    {
        using Exported<Metric> measured = new(metric => metric.Name);
        using Exported<Activity> traced = new(activity => activity.DisplayName);
        using BaseExportingMetricReader reader = new(measured);
        using SimpleActivityExportProcessor processor = new(traced);
        using var metrics = Sdk.CreateMeterProviderBuilder().AddMeter(TelemetryNames.Meter).AddReader(reader).Build();
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(TelemetryNames.ActivitySource).AddProcessor(processor).Build();

        using Registry registry = new();
        var score = registry.Watch("score", 0);
        score.OnChange((_, _) => throw new InvalidOperationException());
        await score.SetAsync(1);
        metrics.ForceFlush();
        Assert.Superset(
            new HashSet<string>
            {
                TelemetryNames.Versions, TelemetryNames.Variables, TelemetryNames.ListenerFailures,
                TelemetryNames.DeliveryDuration,
            },
            measured.Names);
        Assert.Contains(TelemetryNames.SetActivity, traced.Names);
    }

    private sealed class Exported<T>(Func<T, string> name) : BaseExporter<T>
        where T : class
    {
        public HashSet<string> Names { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var each in batch) Names.Add(name(each));
            return ExportResult.Success;
        }
    }
}
