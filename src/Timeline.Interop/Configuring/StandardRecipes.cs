using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;

namespace Timeline.Configuring;

/// <summary>How the bundled observers are made of settings.</summary>
internal static class StandardRecipes
{
    private const int DefaultCapacity = 1024;

    public static ObserverCatalog AddTo(ObserverCatalog catalog) => catalog
        .With("collector", Collector)
        .With("filtered", Filtered)
        .With("logging", Logging)
        .With("json-lines", JsonLines)
        .With("channel", Channel)
        .With("metrics", Metrics);

    private static Func<IObserver<ChangeEntry>> Collector(ObserverSettings settings)
    {
        var capacity = (int?)settings.OptionalNumber("capacity", 1, int.MaxValue);
        var includeInit = settings.Flag("includeInit");
        return () => new ChangeCollector(capacity, includeInit);
    }

    private static Func<IObserver<ChangeEntry>> Filtered(ObserverSettings settings)
    {
        var filter = settings.Filter();
        var inner = settings.Observer();
        return () => new FilteredObserver(inner.Build(), filter);
    }

    private static Func<IObserver<ChangeEntry>> Logging(ObserverSettings settings)
    {
        var level = settings.Choice("level", LogLevel.Information);
        if (level == LogLevel.None)
            settings.Refuse("level", "at this level nothing is logged: leave the observer out.");
        var withValues = settings.Flag("withValues");
        var category = settings.Text("category", "Timeline.Changes");
        var logger = settings.OptionalService<ILogger>("logger");
        var factory = logger is null && !settings.Has("logger")
            ? settings.Service<ILoggerFactory>("loggerFactory")
            : null;
        if (logger is not null && settings.Has("category"))
            settings.Refuse("category", "the logger that is given has its own: give a loggerFactory instead.");
        return () => new LoggingObserver(logger ?? factory!.CreateLogger(category), level, withValues);
    }

    private static Func<IObserver<ChangeEntry>> JsonLines(ObserverSettings settings)
    {
        var path = settings.Text("path");
        var options = settings.JsonLines();
        return () => new JsonLinesObserver(path, options);
    }

    private static Func<IObserver<ChangeEntry>> Channel(ObserverSettings settings)
    {
        var capacity = (int)settings.Number("capacity", DefaultCapacity, 1, int.MaxValue);
        var whenFull = settings.Choice("whenFull", ChannelFullPolicy.Wait);
        return () => new ChannelObserver(capacity, whenFull);
    }

    private static Func<IObserver<ChangeEntry>> Metrics(ObserverSettings settings)
    {
        var meter = settings.OptionalService<Meter>("meter");
        var factory = settings.OptionalService<IMeterFactory>("meterFactory");
        return () => (meter, factory) switch
        {
            ({ } given, _) => new MetricsObserver(given),
            (_, { } given) => new MetricsObserver(given),
            _ => new MetricsObserver(),
        };
    }
}
