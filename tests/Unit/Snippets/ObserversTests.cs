using Microsoft.Extensions.Logging.Abstractions;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Configuring;
using Timeline.Containers;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The snippets of docs/observers.md.</summary>
public sealed class ObserversTests
{
    [Fact]
    public void A_listener_and_an_observer_hear_of_changes()
    {
        TrackedDictionary<string, int> prices = new() { ["tea"] = 3 };
        using var calls = prices.Subscribe(entry => Console.WriteLine(entry));

        ChangeCollector last = new(capacity: 100);
        using var subscription = prices.Subscribe(last, priority: 10, replay: true);
        prices["tea"] = 4;
        Console.WriteLine(last.Last!.Before);

        Assert.Equal(2, last.Count);
        Assert.Equal("3", $"{last.Last.Before.Match(it => it.ToString(), () => "")}");
    }

    [Fact]
    public async Task A_configuration_makes_observers()
    {
        var before = Environment.CurrentDirectory;
        var folder = Directory.CreateTempSubdirectory("timeline-").FullName;
        var logger = NullLogger.Instance;
        TrackedList<int> orders = [];
        var page = Repository.Checkout.Read("docs/observers.md");
        var json = page[(page.IndexOf("```json\n", StringComparison.Ordinal) + 8)..];
        json = json[..json.IndexOf("```", StringComparison.Ordinal)]
            .Replace("\"changes.jsonl\"", $"\"{Path.Combine(folder, "changes.jsonl")}\"", StringComparison.Ordinal)
            .Replace("]\n", ", { \"type\": \"console\" }]\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync("observers.json", json);

        await using var observers = ObserverCatalog.Standard
            .WithService("logger", logger)
            .With("console", settings =>
            {
                var prefix = settings.Text("prefix", "");
                return () => new ConsoleObserver(prefix);
            })
            .Build(ObserverConfiguration.Load("observers.json"));
        using var all = observers.SubscribeTo(orders);
        var audit = observers.Find<JsonLinesObserver>("audit");

        orders.Add(1);
        Assert.Single(await File.ReadAllLinesAsync(audit!.File.Path));
        Assert.Equal(before, Environment.CurrentDirectory);
        await observers.DisposeAsync();
        File.Delete("observers.json");
        Directory.Delete(folder, recursive: true);
    }

    private sealed class ConsoleObserver(string prefix) : IObserver<ChangeEntry>
    {
        public void OnNext(ChangeEntry value) => Console.WriteLine(prefix + value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
