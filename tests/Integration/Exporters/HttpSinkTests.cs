using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

public sealed class HttpSinkTests : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-http-").FullName;
    private readonly ConcurrentQueue<ExporterFailure> _failures = [];
    private readonly TrackedDictionary<string, int> _stock = [];
    private readonly List<ChangeEntry> _taken = [];
    private int _calls;

    public HttpSinkTests() => _stock.Subscribe(_taken.Add, priority: 1);

    private static ExporterOptions Quick => new()
    {
        BatchRecords = 10,
        MaximumDelay = TimeSpan.FromMilliseconds(5),
        Retry = new() { FirstPause = TimeSpan.FromMilliseconds(5), MaximumPause = TimeSpan.FromMilliseconds(20) },
    };

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lines_come_as_they_were_written_zipped_or_not(bool gzip)
    {
        await using var peer = await WebPeer.StartAsync();
        await using var exporter = Exporter(peer, Quick, new() { Gzip = gzip, Headers = Header("X-Sender", "Miller & co") });
        Change(exporter, 35);
        await exporter.FlushAsync();
        Assert.Equal(Recorded.Lines(_taken), peer.Lines);
        Assert.All(peer.Requests, request => Assert.Equal(
            ("POST", "application/x-ndjson", gzip), (request.Method, request.ContentType, request.IsZipped)));
        Assert.All(peer.Requests, request => Assert.Matches("^[0-9a-f]{32}$", request.Key));
        Assert.All(peer.Requests, request => Assert.Equal("Miller & co", request.Sender));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(415)]
    [InlineData(431)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_server_that_cannot_now_is_asked_again_with_the_same_key(int status)
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(++_calls > 4);
        };
        await using (var exporter = Exporter(peer, Quick with { MaximumDelay = TimeSpan.FromDays(1) }))
        {
            Change(exporter, 10);
            await exporter.FlushAsync();
            Assert.Equal(4, exporter.Status.Retried);
        }

        AllArrived(peer);
        Assert.All(peer.Requests.GroupBy(request => request.Key), same => Assert.Single(same.Select(it => string.Join('\n', it.Lines)).Distinct()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_After_is_heeded_in_both_forms(bool isDate)
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, _) =>
        {
            if (++_calls > 1) return Task.FromResult(true);
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = isDate ? DateTimeOffset.UtcNow.AddSeconds(2).ToString("R") : "1";
            return Task.FromResult(false);
        };
        await using var exporter = Exporter(peer, Quick);
        var watch = Stopwatch.StartNew();
        Change(exporter, 1);
        await exporter.FlushAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(60));
        AllArrived(peer);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_year_is_asked_again_when_that_is_allowed()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "31536000";
            return Task.FromResult(++_calls > 2);
        };
        var retry = Quick.Retry with { MaximumAskedPause = TimeSpan.FromMilliseconds(20) };
        await using var exporter = Exporter(peer, Quick with { Retry = retry });
        Change(exporter, 3);
        await exporter.FlushAsync();
        AllArrived(peer);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task Records_that_are_refused_are_set_aside_and_the_rest_arrives(int status)
    {
        await using var peer = await WebPeer.StartAsync();
        var bad = new[] { "key 3", "key 5" };
        peer.Mood = (context, request) =>
        {
            if (!request.Lines.Any(line => bad.Any(key => line.Contains(key, StringComparison.Ordinal)))) return Task.FromResult(true);
            context.Response.StatusCode = status;
            return Task.FromResult(false);
        };
        await using var exporter = Exporter(peer, Quick with { Spool = new() { Folder = _folder }, Failed = _failures.Enqueue });
        Change(exporter, 30);
        await exporter.FlushAsync();
        var lines = Recorded.Lines(_taken).ToLookup(line => bad.Any(key => line.Contains(key, StringComparison.Ordinal)));
        Assert.Equal(lines[false], peer.Lines);
        Assert.Equal(lines[true], await File.ReadAllLinesAsync(Path.Combine(_folder, "refused.jsonl")));
        Assert.Equal(lines[true].Count(), _failures.Count);
        Assert.Equal(0, exporter.Status.Retried);
    }

    [Fact]
    public async Task Batches_that_are_too_large_are_halved_until_they_fit()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, request) =>
        {
            context.Response.StatusCode = 413;
            return Task.FromResult(request.Lines.Length <= 3);
        };
        await using var exporter = Exporter(peer, Quick with { MaximumDelay = TimeSpan.FromDays(1) });
        Change(exporter, 20);
        await exporter.FlushAsync();
        Assert.Equal(Recorded.Lines(_taken), peer.Lines);
        Assert.Equal(0, exporter.Status.Refused);
    }

    [Fact]
    public async Task A_server_that_is_slower_than_a_try_may_take_is_cut_off_and_asked_again()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = async (context, _) =>
        {
            if (++_calls <= 2) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        await using var exporter = Exporter(peer, Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(200) });
        Change(exporter, 5);
        await exporter.FlushAsync();
        AllArrived(peer);
        Assert.InRange(exporter.Status.Retried, 2, 50);
    }

    [Fact]
    public async Task An_answer_without_end_is_read_no_further_than_the_message_goes()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = async (context, _) =>
        {
            var call = ++_calls;
            if (call > 3) return true;
            context.Response.StatusCode = call == 1 ? 500 : call == 2 ? 200 : 400;
            var garbage = new byte[8192];
            Random.Shared.NextBytes(garbage);
            try
            {
                while (true) await context.Response.Body.WriteAsync(garbage, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return call == 2;
            }
        };
        await using var exporter = Exporter(peer, Quick with { BatchRecords = 2, Failed = _failures.Enqueue });
        Change(exporter, 1);
        await exporter.FlushAsync();
        Assert.Equal(1, exporter.Status.Retried);
        Change(exporter, 1);
        await exporter.FlushAsync();
        var refusal = Assert.Single(_failures);
        Assert.InRange(refusal.Message.Length, 1, 700);
        Assert.DoesNotContain(refusal.Message, character => char.IsControl(character));
    }

    [Fact]
    public async Task A_refusal_whose_body_never_comes_is_a_refusal()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = async (context, _) =>
        {
            context.Response.StatusCode = 400;
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return false;
        };
        await using var exporter = Exporter(peer, Quick with { Failed = _failures.Enqueue });
        Change(exporter, 1);
        await exporter.FlushAsync();
        Assert.Equal(ExporterFailureKind.Refused, Assert.Single(_failures).Kind);
    }

    [Fact]
    public async Task A_connection_that_is_cut_midway_costs_nothing()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, request) =>
        {
            var call = ++_calls;
            if (call % 3 == 0)
            {
                request.IsTaken = call % 2 == 0; // taken, but nobody hears of it
                context.Abort();
                return Task.FromResult(false);
            }

            return Task.FromResult(true);
        };
        await using var exporter = Exporter(peer, Quick);
        Change(exporter, 200);
        await exporter.FlushAsync();
        AllArrived(peer);
        Assert.NotEqual(0, exporter.Status.Retried);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SpoolUse.Overflow)]
    [InlineData(SpoolUse.Always)]
    public async Task A_server_that_is_stopped_and_started_again_in_the_middle_misses_nothing(SpoolUse? use)
    {
        await using var peer = await WebPeer.StartAsync();
        await using (var exporter = Exporter(peer, Quick with
        {
            BufferRecords = use is null ? 1000 : 50,
            MaximumWait = TimeSpan.FromMinutes(1),
            Spool = use is { } it ? new() { Folder = _folder, Use = it, SegmentBytes = 8192 } : null,
        }))
        {
            using var subscription = _stock.Subscribe(exporter);
            for (var round = 0; round < 3; round++)
            {
                for (var i = 0; i < 100; i++) _stock[$"key {i % 7}"] = (round * 1000) + i + 1;
                await peer.StopAsync();
                for (var i = 0; i < 40; i++) _stock[$"key {i % 7}"] = (round * 1000) + i + 501;
                await peer.RestartAsync();
            }

            await exporter.FlushAsync();
            Assert.Equal(0, exporter.Status.Dropped);
        }

        AllArrived(peer);
    }

    [Fact]
    public async Task What_a_program_could_not_send_the_next_one_does()
    {
        await using var peer = await WebPeer.StartAsync();
        await peer.StopAsync();
        var options = Quick with { Spool = new() { Folder = _folder }, ShutdownTime = TimeSpan.FromMilliseconds(50) };
        await using (var exporter = Exporter(peer, options)) Change(exporter, 50);
        Assert.Empty(peer.Lines);
        await peer.RestartAsync();
        await using (var exporter = Exporter(peer, options))
        {
            Change(exporter, 5);
            await exporter.FlushAsync();
        }

        AllArrived(peer);
    }

    [Fact]
    public async Task A_redirect_that_drops_the_body_is_no_success()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, request) =>
        {
            if (++_calls > 1) return Task.FromResult(true);
            context.Response.StatusCode = 307; // keeps the method and the body
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(false);
        };
        await using var exporter = Exporter(peer, Quick);
        Change(exporter, 2);
        await exporter.FlushAsync();
        AllArrived(peer);
        Assert.Equal(0, exporter.Status.Retried);

        using var turned = new HttpClient(new TurningHandler());
        await using var sink = new HttpSink(turned, peer.Address);
        var error = await Assert.ThrowsAsync<HttpRequestException>(
            async () => await sink.SendAsync(Recorded.Batch(_taken), CancellationToken.None));
        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_names_nor_messages_have_credentials_queries_or_headers_in_them()
    {
        await using var peer = await WebPeer.StartAsync();
        peer.Mood = (context, _) =>
        {
            context.Response.StatusCode = 422;
            return Task.FromResult(false);
        };
        var address = new UriBuilder(peer.Address) { UserName = "ann", Password = "pass4711", Query = "token=q4711" }.Uri;
        var sink = new HttpSink(_client, address, new() { Headers = Header("Authorization", "Bearer b4711") });
        Assert.Equal(peer.Address.ToString(), sink.Name);
        await using (var exporter = new ChangeExporter(sink, Quick with { Failed = _failures.Enqueue }))
        {
            Change(exporter, 1);
            await exporter.FlushAsync();
            await peer.StopAsync();
            Change(exporter, 1);
            for (var i = 0; i < 500 && exporter.Status.Retried == 0; i++) await Task.Delay(10);
            await peer.RestartAsync();
            await exporter.FlushAsync();
            Assert.NotEqual(0, exporter.Status.Retried);
            Assert.All(
                _failures.Append(exporter.Status.LastFailure!),
                failure => Assert.DoesNotContain("4711", $"{failure.Message} {failure.Exception}", StringComparison.Ordinal));
        }

        var refused = Assert.Throws<ArgumentException>(
            () => new HttpSink(_client, peer.Address, new() { Headers = Header("Authorization", "b4711\r\nX: y") }));
        Assert.DoesNotContain("4711", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HttpSink(_client, peer.Address, new() { Headers = Header("X-Sender", "Müller") }));
        Assert.Throws<ArgumentException>(() => new HttpSink(_client, new("ftp://example.org/")));
        Assert.Throws<ArgumentException>(() => new HttpSink(_client, new("relative", UriKind.Relative)));
    }

    private static ImmutableDictionary<string, string> Header(string name, string value) =>
        ImmutableDictionary<string, string>.Empty.Add(name, value);

    private ChangeExporter Exporter(WebPeer peer, ExporterOptions options, HttpSinkOptions? http = null) =>
        new(new HttpSink(_client, peer.Address, http), options);

    private void Change(ChangeExporter exporter, int times)
    {
        using var subscription = _stock.Subscribe(exporter);
        for (var i = 0; i < times; i++) _stock[$"key {i % 7}"] = _taken.Count + 1;
    }

    /// <summary>All lines, in order, but for those that came again; and one key is one batch.</summary>
    private void AllArrived(WebPeer peer)
    {
        Assert.Equal(Recorded.Lines(_taken), peer.Lines.Distinct());
        Assert.All(
            peer.Requests.GroupBy(request => request.Key),
            same => Assert.Single(same.Select(request => string.Join('\n', request.Lines)).Distinct()));
    }

    /// <summary>Answers as after a redirect that was followed by getting instead of sending.</summary>
    private sealed class TurningHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Method = HttpMethod.Get;
            return Task.FromResult(new HttpResponseMessage { RequestMessage = request });
        }
    }
}
