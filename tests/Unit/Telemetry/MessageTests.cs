using Microsoft.Extensions.Logging;
using Timeline.Admission;
using Timeline.Histories;
using Timeline.Namespaces;
using Timeline.Observing;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Tests.Unit.Observing;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Telemetry;

/// <summary>What the log is told.</summary>
public sealed class MessageTests : IAsyncDisposable
{
    private static readonly HistoryStoreException Full = new(StoreTrouble.DiskFull, "no room");

    private readonly FaultyStore _store = new(new MemoryHistoryStore());
    private readonly Logged _log = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public void Opening_a_journal_says_whose_and_how_many_versions_it_has()
    {
        using (var first = New(_log)) first.Watch("score", 0, Kept(Durability.Each)).Set(1);
        using var second = New(_log);
        second.Watch("score", 0, Kept(Durability.Each));
        Assert.Equal(
            [
                (LogLevel.Information, 8, "The journal of 'score' is open with 1 versions."),
                (LogLevel.Information, 8, "The journal of 'score' is open with 2 versions."),
            ],
            Said(LogLevel.Information));
    }

    [Fact]
    public async Task A_writing_in_the_background_that_fails_reaches_log_and_hooks_and_so_does_that_it_works_again()
    {
        using var registry = New(_log);
        List<JournalFailure> failures = [];
        List<ObserverFailure> told = [];
        registry.OnFailure(told.Add);
        var score = registry.Watch("score", 0, Kept(Durability.Grouped(9, TimeSpan.FromHours(1)), failures.Add));
        _store.BeforeAppend = () => throw Full;
        score.Set(1).Set(2);
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<HistoryStoreException>(async () => await score.FlushAsync());
        _store.BeforeAppend = () => Task.CompletedTask;
        await score.FlushAsync();
        score.Set(3);
        await score.FlushAsync();
        Assert.Equal(
            [
                (LogLevel.Warning, 9, "Writing 'score' has failed 1 times in a row; 2 versions wait."),
                (LogLevel.Warning, 9, "Writing 'score' has failed 2 times in a row; 2 versions wait."),
                (LogLevel.Information, 10, "'score' is written again after 2 failures."),
            ],
            Said(LogLevel.Information).Skip(1));
        Assert.Equal([1, 2], failures.Select(failure => failure.Attempts));
        Assert.Equal([Full, Full], told.Select(failure => failure.Exception));
    }

    [Fact]
    public void What_fails_while_a_set_waits_is_thrown_and_not_logged()
    {
        using var registry = New(_log);
        var score = registry.Watch("score", 0, Kept(Durability.Each));
        _store.BeforeAppend = () => throw Full;
        Assert.Throws<HistoryStoreException>(() => score.Set(1));
        _store.BeforeAppend = () => Task.CompletedTask;
        score.Set(2);
        Assert.Single(Said(LogLevel.Information));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_another_writer_it_is_said_once(bool isGrouped)
    {
        var durability = isGrouped ? Durability.Grouped(9, TimeSpan.FromHours(1)) : Durability.Each;
#pragma warning disable CA2000 // What another writer is in the way of cannot be closed.
        var registry = New(_log);
#pragma warning restore CA2000
        var score = registry.Watch("score", 0, Kept(durability));
        using (var other = New(new Logged())) other.Watch("score", 0, Kept(Durability.Each)).Set(7);
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<TimelineException>(async () =>
            {
                score.Set(1);
                await score.FlushAsync();
            });
        }

        Assert.Equal(
            [(LogLevel.Error, 11, "Another writer has recorded in 'score', which takes nothing any more.")],
            Said(LogLevel.Warning));
    }

    [Fact]
    public void A_refused_set_is_logged_with_the_kind_of_reason_and_never_with_the_value()
    {
        using var registry = New(_log);
        var word = registry.Watch("word", "ok", new()
        {
            Rules = [Rule<string>.Of("short", it => it.Length < 9 ? null : $"{it} is long")],
            Interceptors = [Interceptor<string>.Of("clean", it => it != "secret" ? it : throw new FormatException(it))],
        });
        Assert.Throws<ValueRejectedException>(() => word.Set("secret secret"));
        Assert.Throws<InterceptorFailedException>(() => word.Set("secret"));
        Assert.Throws<VariableFrozenException>(() => word.Freeze().Set("secret"));
        Assert.Throws<VariableFrozenException>(() => word.Switch("main"));
        var config = registry.WatchNamespace("config");
        config.Set("port", 80);
        config.Key("port").Freeze();
        Assert.Throws<VariableFrozenException>(() => config.Set("port", 81));
        Assert.True(SpinWait.SpinUntil(() => Refused().Count() == 5, TimeSpan.FromSeconds(10)));
        Assert.Equal(
            [
                "A set of 'config.port' was refused: frozen.",
                "A set of 'word' was refused: frozen.",
                "A set of 'word' was refused: frozen.",
                "A set of 'word' was refused: interceptor.",
                "A set of 'word' was refused: rule.",
            ],
            Refused().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("secret", StringComparison.Ordinal));

        IEnumerable<string> Refused() =>
            _log.Entries.ToArray().Where(it => it.Id.Id == 12 && it.Level == LogLevel.Debug).Select(it => it.Text);
    }

    [Fact]
    public void Retention_that_fails_by_itself_has_a_message_of_its_own()
    {
        using var registry = New(_log);
        List<ObserverFailure> told = [];
        registry.OnFailure(told.Add);
        registry.Watch("score", 0, new() { Retention = new Retention.Where(_ => throw new FormatException()) }).Set(1);
        registry.Prune();
        Assert.Equal([(LogLevel.Error, 13, "Retention of 'score' failed.")], Said(LogLevel.Warning));
        Assert.IsType<FormatException>(Assert.Single(told).Exception);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_throws_fails_nothing(bool isEnabled)
    {
        BrokenLog log = new(isEnabled);
        var registry = New(log);
        List<int> heard = [];
        var score = registry.Watch("score", 0, Kept(Durability.Grouped(9, TimeSpan.FromHours(1))) with
        {
            Rules = [Rule<int>.Of("small", it => it < 9 ? null : "big")],
            Retention = new Retention.Latest(1),
        });
        score.OnChange((_, _) => throw new FormatException());
        score.OnChange((_, version) => heard.Add(version.Value));
        Assert.Throws<ValueRejectedException>(() => score.Set(9));
        score.Set(1);
        _store.BeforeAppend = () => throw Full;
        await Assert.ThrowsAsync<HistoryStoreException>(async () => await score.FlushAsync());
        _store.BeforeAppend = () => Task.CompletedTask;
        await score.FlushAsync();
        Assert.Equal(1, score.Prune());
        registry.Watch("other", 0);
        registry.Unregister("other");
        await registry.DisposeAsync();
        Assert.Equal([1], heard);
        Assert.True(log.Calls >= 9);
    }

    private static Registry New(ILogger log) => new(new() { Logger = log });

    private WatchOptions<int> Kept(Durability durability, Action<JournalFailure>? onFailure = null) =>
        new() { Journal = new() { Store = _store, Durability = durability, OnFailure = onFailure } };

    private IEnumerable<(LogLevel Level, int Number, string Text)> Said(LogLevel least) =>
        _log.Entries.Where(it => it.Level >= least).Select(it => (it.Level, it.Id.Id, it.Text));
}
