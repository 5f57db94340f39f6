using System.Diagnostics.CodeAnalysis;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using Timeline.ChangeLogs;
using Timeline.Configuring;

namespace Timeline.Exporters;

/// <summary>Exporters by name in a configuration.</summary>
public static class ExporterCatalog
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>The catalog with the exporters: <c>json-lines-exporter</c>, <c>http-exporter</c>,
    /// <c>s3-exporter</c>, <c>kafka-exporter</c>.</summary>
    /// <param name="catalog">A catalog.</param>
    /// <returns>The catalog with more.</returns>
    /// <remarks>
    /// <c>http-exporter</c> uses a service <c>client</c>, an <see cref="HttpClient"/>, where there is one;
    /// <c>s3-exporter</c> needs one, an <see cref="IAmazonS3"/>; <c>kafka-exporter</c> needs a service <c>produce</c>,
    /// the delegate of <see cref="KafkaSink"/>. All use the services <c>clock</c> (<see cref="TimeProvider"/>),
    /// <c>logger</c>, or else <c>loggerFactory</c>, and <c>failed</c> (an action on an <see cref="ExporterFailure"/>)
    /// where there are any.
    /// </remarks>
    public static ObserverCatalog WithExporters(this ObserverCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog
            .With("json-lines-exporter", JsonLines)
            .With("http-exporter", Http)
            .With("s3-exporter", S3)
            .With("kafka-exporter", Kafka);
    }

    private static Func<IObserver<ChangeEntry>> JsonLines(ObserverSettings settings)
    {
        var (path, lines, options) = (settings.Text("path"), settings.JsonLines(), Options(settings));
        return Exporter(() => new JsonLinesSink(path, lines), options);
    }

    private static Func<IObserver<ChangeEntry>> Http(ObserverSettings settings)
    {
        var address = settings.Address("address");
        var client = settings.OptionalService<HttpClient>("client");
        var http = new HttpSinkOptions
        {
            Gzip = settings.Flag("gzip"),
            Headers = settings.TextsByName("headers"),
            MessageBytes = (int)settings.Number("messageBytes", 1024, 0, 1 << 16),
            OwnsClient = client is null,
        };
        if (HttpSink.WrongHeader(http) is { } wrong)
            settings.Refuse("headers", $"the header '{wrong}' cannot be sent with a request.");
        var options = Options(settings);
        return Exporter(() => new HttpSink(client ?? Client(), address!, http, options.TimeProvider), options);
    }

    // Each try has a time of its own; an address may come to be that of another machine while the program runs.
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    private static HttpClient Client() => new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static Func<IObserver<ChangeEntry>> S3(ObserverSettings settings)
    {
        var (client, bucket) = (settings.Service<IAmazonS3>("client"), settings.Text("bucket"));
        var defaults = new S3SinkOptions();
        var s3 = new S3SinkOptions
        {
            Prefix = settings.Text("prefix", defaults.Prefix),
            Compress = settings.Flag("compress", defaults.Compress),
        };
        var options = Options(settings);
        return Exporter(() => new S3Sink(client!, bucket, s3), options);
    }

    private static Func<IObserver<ChangeEntry>> Kafka(ObserverSettings settings)
    {
        var produce = settings.Service<Func<KafkaMessage, CancellationToken, Task>>("produce");
        var topic = settings.Text("topic");
        var kafka = new KafkaSinkOptions { InFlight = (int)settings.Number("inFlight", 1000, 1, int.MaxValue) };
        var options = Options(settings);
        return Exporter(() => new KafkaSink(produce!, topic, kafka), options);
    }

    // Where the exporter cannot be made, nobody else disposes of the sink.
    private static Func<IObserver<ChangeEntry>> Exporter(Func<IChangeSink> sink, ExporterOptions options) => () =>
    {
        var made = sink();
        try
        {
            return new ChangeExporter(made, options);
        }
        catch
        {
            made.DisposeAsync().AsTask().Wait();
            throw;
        }
    };

    private static ExporterOptions Options(ObserverSettings settings)
    {
        var defaults = new ExporterOptions();
        var options = defaults with
        {
            BatchRecords = (int)settings.Number("batchRecords", defaults.BatchRecords, 1, 100_000),
            BatchBytes = (int)settings.Number("batchBytes", defaults.BatchBytes, 1, 256 << 20),
            MaximumDelay = Time(settings, "maximumDelay", defaults.MaximumDelay),
            BufferRecords = (int)settings.Number("bufferRecords", defaults.BufferRecords, 1, int.MaxValue),
            BufferBytes = settings.Number("bufferBytes", defaults.BufferBytes, 1),
            WhenFull = settings.Choice("whenFull", defaults.WhenFull),
            MaximumWait = Time(settings, "maximumWait", defaults.MaximumWait),
            AttemptTimeout = Time(settings, "attemptTimeout", defaults.AttemptTimeout, TimeSpan.FromMilliseconds(10)),
            ShutdownTime = Time(settings, "shutdownTime", defaults.ShutdownTime),
            Retry = Retry(settings.Group("retry")),
            TimeProvider = settings.OptionalService<TimeProvider>("clock") ?? TimeProvider.System,
            Logger = settings.OptionalService<ILogger>("logger")
                ?? settings.OptionalService<ILoggerFactory>("loggerFactory")?.CreateLogger(ExporterNames.Meter)
                ?? defaults.Logger,
            Failed = settings.OptionalService<Action<ExporterFailure>>("failed"),
        };
        var spool = settings.Group("spool");
        return settings.Has("spool") ? options with { Spool = Spool(spool) } : options;
    }

    private static RetryOptions Retry(ObserverSettings settings)
    {
        var defaults = new RetryOptions();
        return new()
        {
            FirstPause = Time(settings, "firstPause", defaults.FirstPause),
            MaximumPause = Time(settings, "maximumPause", defaults.MaximumPause),
            MaximumAskedPause = Time(settings, "maximumAskedPause", defaults.MaximumAskedPause),
            Jitter = settings.Flag("jitter", defaults.Jitter),
            MaximumTries = (int?)settings.OptionalNumber("maximumTries", 1, int.MaxValue),
        };
    }

    private static SpoolOptions Spool(ObserverSettings settings)
    {
        var folder = settings.Text("folder");
        var defaults = new SpoolOptions { Folder = folder.Length == 0 ? "." : folder };
        return defaults with
        {
            Use = settings.Choice("use", defaults.Use),
            Sync = settings.Choice("sync", defaults.Sync),
            MaximumBytes = settings.Number("maximumBytes", defaults.MaximumBytes, 4096),
            SegmentBytes = settings.Number("segmentBytes", defaults.SegmentBytes, 1024, 1L << 30),
            MaximumAsideBytes = settings.Number("maximumAsideBytes", defaults.MaximumAsideBytes, 0),
        };
    }

    private static TimeSpan Time(ObserverSettings settings, string name, TimeSpan fallback, TimeSpan? least = null)
    {
        var time = settings.Duration(name, fallback, Bounds.Longest);
        if (time >= (least ?? Least)) return time;
        settings.Refuse(name, $"it has to be at least {least ?? Least:c}.");
        return fallback;
    }
}
