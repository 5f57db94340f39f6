using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Timeline.Exporters;
using Timeline.Tests.Unit.Repository;

namespace Timeline.Tests.Unit.Exporters;

/// <summary>The page lists what exporters measure and log, neither more nor less.</summary>
public sealed class ExporterPageTests
{
    private static readonly string[][] Rows = [.. Checkout.Read("docs/telemetry.md").Split('\n')
        .SkipWhile(line => line != "## Exporters").Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())];

    [Fact]
    public void Every_instrument_is_on_the_page_with_its_kind_and_unit()
    {
        List<Instrument> instruments = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == ExporterNames.Meter) instruments.Add(instrument);
        };
        RuntimeHelpers.RunClassConstructor(typeof(ExporterMeters).TypeHandle);
        listener.Start();
        Assert.Equal(
            Rows.Where(row => row[0].StartsWith("timeline.", StringComparison.Ordinal)).Select(row => $"{row[0]}, {row[1]}, {row[2]}").Order(),
            instruments.Select(it => $"{it.Name}, {Kind(it)}, {it.Unit}").Order());
        Assert.All(instruments, it => Assert.False(string.IsNullOrEmpty(it.Description)));
    }

    [Fact]
    public void Every_message_is_on_the_page_with_its_number_level_and_words() => Assert.Equal(
        typeof(ExporterMessages).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(it => it.Message is not null)
            .Select(it => $"{it.Message!.EventId}, {it.Name}, {it.Message.Level}, {it.Message.Message}"),
        Rows.Where(row => int.TryParse(row[0], out _)).Select(row => string.Join(", ", row)));

    [Fact]
    public async Task What_is_counted_is_measured_with_the_name_of_the_sink()
    {
        Dictionary<string, long> sums = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == ExporterNames.Meter) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            if (tags.Length != 1 || tags[0].Key != ExporterNames.Sink || (string?)tags[0].Value != "measured") return;
            lock (sums) sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + count;
        });
        listener.Start();
        var calls = 0;
        var gate = new TaskCompletionSource();
        await using (var exporter = new ChangeExporter(new MeasuredSink(Send), new()
        {
            MaximumDelay = TimeSpan.Zero,
            BatchRecords = 1,
            BufferRecords = 2,
            WhenFull = WhenFull.Drop,
            Retry = new() { FirstPause = TimeSpan.FromMilliseconds(1), MaximumPause = TimeSpan.FromMilliseconds(1) },
        }))
        {
            var list = new Timeline.Containers.TrackedList<int>();
            using var one = list.Subscribe(exporter);
            for (var i = 0; i < 5; i++) list.Add(i);
            listener.RecordObservableInstruments();
            Assert.Equal(2, sums[ExporterNames.Waiting]);
            gate.SetResult();
            await exporter.FlushAsync();
        }

        sums.Remove(ExporterNames.Waiting);
        sums.Remove(ExporterNames.SpoolBytes);
        listener.RecordObservableInstruments();
        Assert.Equal(
            [(ExporterNames.Dropped, 3), (ExporterNames.Refused, 1), (ExporterNames.Retries, 1), (ExporterNames.Sent, 1)],
            sums.OrderBy(it => it.Key).Select(it => (it.Key, it.Value)));

        async ValueTask Send(ExportBatch batch, CancellationToken token)
        {
            await gate.Task;
            calls++;
            if (calls == 1) throw new IOException("Once.");
            if (calls == 2) throw new SinkRefusedException("Twice.");
        }
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "ObservableUpDownCounter" => "observable up-down counter",
        var other => other,
    };

    private sealed class MeasuredSink(Func<ExportBatch, CancellationToken, ValueTask> script) : IChangeSink
    {
        public string Name => "measured";

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken) => script(batch, cancellationToken);

        public ValueTask DisposeAsync() => default;
    }
}
