using Microsoft.Extensions.Logging.Abstractions;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Configuring;

namespace Timeline.Tests.Unit.Configuring;

/// <summary>What is wrong is told with its place, all of it, and nothing is made.</summary>
public sealed class ConfigurationMistakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "(root): it is not valid JSON")]
    [InlineData("[{]", "(root): it is not valid JSON at line 1")]
    [InlineData("{}", "(root): it has to be a list of observers, each with a \"type\", and is a map.")]
    [InlineData("3", "(root): it has to be a list of observers, each with a \"type\", and is 3.")]
    [InlineData("""["collector"]""", "/0: an observer has to be a map with a \"type\", and is 'collector'.")]
    [InlineData("""[{}]""", "/0/type: it is missing, and has to be a text.")]
    [InlineData("""[{"type":7}]""", "/0/type: it is 7, and has to be a text.")]
    [InlineData("""[{"type":"colector"}]""", "/0/type: there is no observer 'colector': did you mean 'collector'?")]
    [InlineData("""[{"type":"System.IO.File"}]""", "/0/type: there is no observer 'System.IO.File': there are channel, collector, filtered, json-lines, logging, metrics.")]
    [InlineData("""[{"type":"collector","option":{}}]""", "/0/option: there is no setting 'option' here: did you mean 'options'?")]
    [InlineData("""[{"type":"collector","options":[]}]""", "/0/options: it is a list, and has to be a map.")]
    [InlineData("""[{"type":"collector","options":{"capasity":1}}]""", "/0/options/capasity: there is no setting 'capasity' here: did you mean 'capacity'?")]
    [InlineData("""[{"type":"collector","options":{"capacity":0}}]""", "/0/options/capacity: it is 0, and has to be a whole number from 1 to 2147483647.")]
    [InlineData("""[{"type":"collector","options":{"capacity":1.5}}]""", "/0/options/capacity: it is 1.5, and has to be a whole number from 1 to 2147483647.")]
    [InlineData("""[{"type":"collector","options":{"capacity":"1"}}]""", "/0/options/capacity: it is '1', and has to be a whole number from 1 to 2147483647.")]
    [InlineData("""[{"type":"collector","options":{"capacity":1e99}}]""", "/0/options/capacity: it is 1e99, and has to be")]
    [InlineData("""[{"type":"collector","options":{"includeInit":"yes"}}]""", "/0/options/includeInit: it is 'yes', and has to be true or false.")]
    [InlineData("""[{"type":"collector","priority":"high"}]""", "/0/priority: it is 'high', and has to be a whole number from -2147483648 to 2147483647.")]
    [InlineData("""[{"type":"collector","priority":3000000000}]""", "/0/priority: it is 3000000000, and has to be a whole number")]
    [InlineData("""[{"type":"collector","replay":1}]""", "/0/replay: it is 1, and has to be true or false.")]
    [InlineData("""[{"type":"collector","name":""}]""", "/0/name: it is empty: give a name, or none.")]
    [InlineData("""[{"type":"collector","name":"a"},{"type":"metrics","name":"a"}]""", "/1/name: another observer is called 'a' already.")]
    [InlineData("""[{"type":"collector","observer":{"type":"metrics"}}]""", "/0/observer: 'collector' has no observer within it.")]
    [InlineData("""[{"type":"filtered"}]""", "/0: it needs an \"observer\" beside its options: the one that hears what it passes on.")]
    [InlineData("""[{"type":"filtered","observer":{"type":"collector","priority":1}}]""", "/0/observer/priority: there is no setting 'priority' here: there are type, name, options, observer.")]
    [InlineData("""[{"type":"filtered","observer":{"type":"metrics","options":{"x":1}}}]""", "/0/observer/options/x: there is no setting 'x' here: there are meter, meterFactory.")]
    [InlineData("""[{"type":"filtered","options":{"actions":["add","ad"]},"observer":{"type":"metrics"}}]""", "/0/options/actions/1: it is 'ad', and has to be one of init, add, update, remove, replace, lock, unlock, rolled-back.")]
    [InlineData("""[{"type":"filtered","options":{"actions":"add"},"observer":{"type":"metrics"}}]""", "/0/options/actions: it is 'add', and has to be a list of words.")]
    [InlineData("""[{"type":"filtered","options":{"paths":["/a*"]},"observer":{"type":"metrics"}}]""", "/0/options/paths/0: ")]
    [InlineData("""[{"type":"filtered","options":{"since":"soon"},"observer":{"type":"metrics"}}]""", "/0/options/since: it is 'soon', and has to be a moment, as 2026-01-31T10:00:00Z.")]
    [InlineData("""[{"type":"logging"}]""", "/0/options/loggerFactory: it needs a service 'loggerFactory' of type ILoggerFactory: give it by WithService(\"loggerFactory\", …).")]
    [InlineData("""[{"type":"logging","options":{"logger":"audit"}}]""", "/0/options/logger: there is no service 'audit': there are none.")]
    [InlineData("""[{"type":"json-lines"}]""", "/0/options/path: it is missing, and has to be a text.")]
    [InlineData("""[{"type":"json-lines","options":{"path":" "}}]""", "/0/options/path: it is blank, and has to be a text.")]
    [InlineData("""[{"type":"json-lines","options":{"path":"a","maximumAge":"5"}}]""", "/0/options/maximumAge: it is '5', and has to be a time, as 00:00:10, longer than 0.")]
    [InlineData("""[{"type":"json-lines","options":{"path":"a","sync":"interval","syncInterval":"60.00:00:00"}}]""", "/0/options/syncInterval: it is '60.00:00:00', and has to be a time, as 00:00:10, longer than 0 and at most 49.00:00:00.")]
    [InlineData("""[{"type":"json-lines","options":{"path":"a","syncInterval":"00:00:01"}}]""", "/0/options/syncInterval: it means nothing without \"sync\": \"interval\".")]
    [InlineData("""[{"type":"channel","options":{"whenFull":"explode"}}]""", "/0/options/whenFull: it is 'explode', and has to be one of wait, drop-oldest, drop-newest, fail.")]
    public void A_mistake_is_told_with_its_place_and_what_to_do(string json, string expected)
    {
        var thrown = Assert.Throws<ObserverConfigurationException>(
            () => ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson(json)));
        Assert.StartsWith(expected, $"{Assert.Single(thrown.Problems)}", StringComparison.Ordinal);
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_and_no_file_is_opened()
    {
        var path = Path.Combine(_folder, "changes.jsonl");
        var thrown = Assert.Throws<ObserverConfigurationException>(() => ObserverCatalog.Standard.Build(
            ObserverConfiguration.FromJson(
                $$"""
                [
                  { "type": "json-lines", "options": { "path": "{{path}}" } },
                  { "type": "json-lines", "options": { "path": "{{path}}", "maximumBytes": 0, "keptFiles": -1 } },
                  { "type": "nothing" },
                  { "type": "filtered", "options": { "path": "/a" }, "observer": { "type": "channel", "options": { "capacity": 0 } } }
                ]
                """)));
        Assert.Equal(
            [
                "/1/options/maximumBytes", "/1/options/keptFiles", "/2/type", "/3/observer/options/capacity", "/3/options/path",
            ],
            thrown.Problems.Select(it => it.Path));
        Assert.StartsWith("The configuration of observers has 5 mistakes.\n  /1/", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Observers_that_nest_too_deep_are_refused()
    {
        var json = """{"type":"metrics"}""";
        for (var i = 0; i < 16; i++) json = $$"""{"type":"filtered","observer":{{json}}}""";
        using (ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson($"[{json}]")))
        {
            json = $$"""{"type":"filtered","observer":{{json}}}""";
        }

        var thrown = Assert.Throws<ObserverConfigurationException>(
            () => ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson($"[{json}]")));
        Assert.Equal("observers nest at most 16 deep.", Assert.Single(thrown.Problems).Message);
        json = string.Concat(Enumerable.Repeat("[", 100_000));
        _ = Assert.Throws<ObserverConfigurationException>(() => ObserverConfiguration.FromJson(json));
    }

    [Fact]
    public void A_service_of_another_type_is_refused()
    {
        var catalog = ObserverCatalog.Standard.WithService("logger", "no log").WithService("audit", NullLogger.Instance);
        var thrown = Assert.Throws<ObserverConfigurationException>(
            () => catalog.Build(ObserverConfiguration.FromJson("""[{"type":"logging"}]""")));
        Assert.Contains("the service 'logger' is of type String, not ILogger", thrown.Message, StringComparison.OrdinalIgnoreCase);
        using var named = catalog.Build(ObserverConfiguration.FromJson("""[{"type":"logging","options":{"logger":"audit"}}]"""));
        Assert.NotNull(named.Find<LoggingObserver>());
        thrown = Assert.Throws<ObserverConfigurationException>(
            () => catalog.Build(ObserverConfiguration.FromJson("""[{"type":"logging","options":{"logger":"audti"}}]""")));
        Assert.Contains("did you mean 'audit'?", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<ObserverConfigurationException>(() => catalog.Build(
            ObserverConfiguration.FromJson("""[{"type":"logging","options":{"logger":"audit","category":"x","level":"none"}}]""")));
        Assert.Equal(["/0/options/level", "/0/options/category"], thrown.Problems.Select(it => it.Path));
    }

    [Fact]
    public void What_cannot_be_made_takes_with_it_what_was_made_before()
    {
        List<string> ended = [];
        var catalog = ObserverCatalog.Standard
            .With("a", _ => () => new Ending("a", ended))
            .With("b", _ => () => new AsyncEnding("b", ended))
            .With("bad", _ => () => new Ending("bad", ended) { Throws = true })
            .With("around", settings =>
            {
                var inner = settings.Observer();
                return () => inner.Build() == inner.Build() ? throw new IOException("no room") : new Ending("", ended);
            });
        var failed = Assert.Throws<ObserverConfigurationException>(() => catalog.Build(ObserverConfiguration.FromJson(
            """[{"type":"a"},{"type":"b"},{"type":"around","observer":{"type":"a"}},{"type":"b"}]""")));
        Assert.Equal("/2: it cannot be made: no room", $"{Assert.Single(failed.Problems)}");
        Assert.IsType<IOException>(failed.InnerException);
        Assert.Equal(["a", "b", "a"], ended);
        failed = Assert.Throws<ObserverConfigurationException>(() => catalog.Build(ObserverConfiguration.FromJson(
            """[{"type":"bad"},{"type":"around","observer":{"type":"a"}}]""")));
        Assert.Equal(["/1", "/0"], failed.Problems.Select(it => it.Path));
    }

    [Fact]
    public void Two_writers_of_one_file_are_told_and_the_first_is_closed()
    {
        var path = Path.Combine(_folder, "changes.jsonl");
        var entry = $$$"""{"type":"json-lines","options":{"path":"{{{path}}}"}}""";
        var failed = Assert.Throws<ObserverConfigurationException>(
            () => ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson($"[{entry},{entry}]")));
        Assert.StartsWith("/1: it cannot be made: ", $"{Assert.Single(failed.Problems)}", StringComparison.Ordinal);
        using var again = ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson($"[{entry}]"));
    }

    [Fact]
    public void What_a_recipe_does_wrong_is_told_as_a_mistake()
    {
        var catalog = ObserverCatalog.Empty
            .With("none", _ => null!)
            .With("nothing", _ => () => null!)
            .With("late", settings => () => new ChangeCollector((int)settings.Number("capacity", 1)))
            .With("refusing", settings =>
            {
                settings.Refuse("a", "it is wrong.");
                settings.Refuse("a", "it is wrong.");
                throw new ArgumentException("and so is the whole.");
            });
        var thrown = Assert.Throws<ObserverConfigurationException>(
            () => catalog.Build(ObserverConfiguration.FromJson("""[{"type":"none"},{"type":"refusing"}]""")));
        Assert.Equal(
            [
                "/0/type: the recipe of 'none' makes nothing.", "/1/options/a: it is wrong.",
                "/1/options: and so is the whole.",
            ],
            thrown.Problems.Select(it => $"{it}"));
        thrown = Assert.Throws<ObserverConfigurationException>(
            () => catalog.Build(ObserverConfiguration.FromJson("""[{"type":"nothing"}]""")));
        Assert.Equal("/0: it cannot be made: its recipe made nothing.", $"{Assert.Single(thrown.Problems)}");
        thrown = Assert.Throws<ObserverConfigurationException>(
            () => catalog.Build(ObserverConfiguration.FromJson("""[{"type":"late"}]""")));
        Assert.Contains("read by the recipe itself", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_and_texts_are_read_whatever_their_case()
    {
        var path = Path.Combine(_folder, "changes.jsonl");
        using var observers = ObserverCatalog.Standard.Build(ObserverConfiguration.FromPairs(
            new Dictionary<string, string?>
            {
                ["10:Type"] = "collector",
                ["10:name"] = "last",
                ["2:type"] = "filtered",
                ["2:Priority"] = "-3",
                ["2:options:ACTIONS:0"] = "Add",
                ["2:options:Paths"] = "",
                ["2:Observer:Type"] = "collector",
                ["2:Observer:Options:Capacity"] = "5",
                ["2:Observer:Options:includeInit"] = "True",
                ["3:type"] = "json-lines",
                ["3:options:path"] = path,
                ["3:options:sync"] = "Interval",
                ["3:options:syncInterval"] = "00:00:05",
                ["4"] = null,
            }));
        Assert.Equal([typeof(FilteredObserver), typeof(JsonLinesObserver), typeof(ChangeCollector)], observers.All.Select(it => it.GetType()));
        var filtered = observers.Find<FilteredObserver>()!;
        Assert.Equal([ChangeAction.Add], filtered.Filter.Actions);
        Assert.Equal(5, ((ChangeCollector)filtered.Inner).Capacity);
        Assert.NotNull(observers.Find<ChangeCollector>("last"));
        using var none = ObserverCatalog.Standard.Build(ObserverConfiguration.FromPairs([]));
        Assert.Empty(none.All);
    }

    [Fact]
    public void Mistakes_in_keys_and_texts_are_told_by_key()
    {
        var thrown = Assert.Throws<ObserverConfigurationException>(() => ObserverCatalog.Standard.Build(
            ObserverConfiguration.FromPairs(
                new Dictionary<string, string?>
                {
                    ["0:type"] = "collector",
                    ["0:options:capacity"] = "many",
                    ["0:options:includeInit"] = "",
                    ["1:typ"] = "metrics",
                    ["3:type"] = "json-lines",
                    ["3:options"] = "here",
                },
                "Observers")));
        Assert.Equal(
            [
                "Observers:0:options:capacity: it is 'many', and has to be a whole number from 1 to 2147483647.",
                "Observers:0:options:includeInit: it is '', and has to be true or false.",
                "Observers:1:type: it is missing, and has to be a text.",
                "Observers:1:typ: there is no setting 'typ' here: did you mean 'type'?",
                "Observers:3:options: it is 'here', and has to be a map.",
                "Observers:3:options:path: it is missing, and has to be a text.",
            ],
            thrown.Problems.Select(it => $"{it}"));
        thrown = Assert.Throws<ObserverConfigurationException>(() => ObserverCatalog.Standard.Build(
            ObserverConfiguration.FromPairs([new("a:type", "collector")], "Observers")));
        Assert.Equal("Observers", Assert.Single(thrown.Problems).Path);
        var deep = string.Concat(Enumerable.Repeat(":deep", 10_000));
        thrown = Assert.Throws<ObserverConfigurationException>(() => ObserverCatalog.Standard.Build(
            ObserverConfiguration.FromPairs([new("0:type", "metrics"), new($"0:options{deep}", "x")])));
        Assert.Equal("0:options:deep", Assert.Single(thrown.Problems).Path);
    }

    [Fact]
    public void Any_number_of_mistakes_is_told_in_no_time()
    {
        var json = $"[{string.Join(',', Enumerable.Repeat("""{"type":"collector","options":{"capacity":0,"x":1}}""", 20_000))}]";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var thrown = Assert.Throws<ObserverConfigurationException>(
            () => ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson(json)));
        Assert.Equal(40_000, thrown.Problems.Length);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Every_kind_of_setting_is_read()
    {
        List<object?> read = [];
        var catalog = ObserverCatalog.Empty.WithService("clock", TimeProvider.System).With("all", settings =>
        {
            var group = settings.Group("group");
            read.AddRange(
            [
                settings.Text("text"), settings.Text("absent", "x"), settings.Number("number", 1), settings.OptionalNumber("none"),
                settings.Duration("time", TimeSpan.FromDays(1)), settings.Flag("flag"), settings.Choice("choice", DayOfWeek.Friday),
                string.Join(' ', settings.Choices<DayOfWeek>("days")), string.Join(' ', settings.Texts("texts")),
                settings.TextsByName("map").GetValueOrDefault("a"), settings.Address("url")?.Host, settings.Service<TimeProvider>("clock"),
                settings.Has("text"), settings.Has("absent"), group.Number("inner", 0), settings.Path,
            ]);
            return () => new ChangeCollector();
        });
        using var _ = catalog.Build(ObserverConfiguration.FromJson(
            """
            [{"type":"all","options":{"text":"t","number":-7,"none":null,"time":"00:01:00","flag":true,"choice":"sunday","days":["monday","tuesday"],
            "texts":["b","c"],"map":{"a":"d"},"url":"https://example.org/x","group":{"inner":4}}}]
            """));
        Assert.Equal(
            [
                "t", "x", -7L, null, TimeSpan.FromMinutes(1), true, DayOfWeek.Sunday, "Monday Tuesday", "b c", "d",
                "example.org", TimeProvider.System, true, false, 4L, "/0/options",
            ],
            read);
        var thrown = Assert.Throws<ObserverConfigurationException>(() => catalog.Build(ObserverConfiguration.FromJson(
            """[{"type":"all","options":{"text":"t","map":{"a":1},"url":"ftp://user:secret@x","group":{"iner":4},"texts":[1]}}]""")));
        Assert.Equal(
            ["/0/options/texts/0", "/0/options/map/a", "/0/options/url", "/0/options/group/iner"],
            thrown.Problems.Select(it => it.Path));
        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_stands_twice_is_refused()
    {
        _ = Assert.Throws<ObserverConfigurationException>(
            () => ObserverConfiguration.FromJson("""[{"type":"metrics","type":"collector"}]"""));
        var path = Path.Combine(_folder, "observers.json");
        File.WriteAllText(path, """[{"type":"metrics"}]""");
        using var loaded = ObserverCatalog.Standard.Build(ObserverConfiguration.Load(path));
        Assert.NotNull(loaded.Find<MetricsObserver>());
        _ = Assert.Throws<FileNotFoundException>(() => ObserverConfiguration.Load(path + "x"));
    }

    private sealed class Ending(string name, List<string> ended) : IObserver<ChangeEntry>, IDisposable
    {
        public bool Throws { get; init; }

        public void OnNext(ChangeEntry value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            ended.Add(name);
            if (Throws) throw new IOException("stuck");
        }
    }

    private sealed class AsyncEnding(string name, List<string> ended) : IObserver<ChangeEntry>, IAsyncDisposable
    {
        public void OnNext(ChangeEntry value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            ended.Add(name);
        }
    }
}
