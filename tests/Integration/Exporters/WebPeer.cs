using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>A web server on this machine that takes lines, or does what a test has it do first.</summary>
internal sealed class WebPeer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Request> _requests = new();
    private WebApplication? _server;
    private int _port;

    /// <summary>Called before lines are taken; false if it has answered itself.</summary>
    public Func<HttpContext, Request, Task<bool>> Mood { get; set; } = (_, _) => Task.FromResult(true);

    public Uri Address => new($"http://127.0.0.1:{_port}/changes");

    /// <summary>Every request that came whole, in order, also those that were not taken.</summary>
    public IReadOnlyCollection<Request> Requests => _requests;

    /// <summary>The lines that were taken, in order, duplicates included.</summary>
    public IEnumerable<string> Lines => _requests.Where(request => request.IsTaken).SelectMany(request => request.Lines);

    public static async Task<WebPeer> StartAsync()
    {
        var peer = new WebPeer();
        await peer.RestartAsync();
        return peer;
    }

    /// <summary>Begins to listen, on the same port as before.</summary>
    public async Task RestartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _server = builder.Build();
        _server.Run(TakeAsync);
        await _server.StartAsync();
        _port = new Uri(_server.Urls.Single()).Port;
    }

    /// <summary>Goes away in the middle of whatever it does.</summary>
    public async Task StopAsync()
    {
        if (_server is null) return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var isZipped = context.Request.Headers.ContentEncoding == "gzip";
        if (isZipped)
        {
            await using var unzip = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            await unzip.CopyToAsync(body);
        }
        else
        {
            await context.Request.Body.CopyToAsync(body);
        }

        var text = Encoding.UTF8.GetString(body.ToArray());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var request = new Request(
            context.Request.Method,
            context.Request.Headers["Idempotency-Key"].Single() ?? "",
            context.Request.ContentType ?? "",
            isZipped,
            text[..^1].Split('\n'))
        {
            Sender = context.Request.Headers["X-Sender"],
        };
        _requests.Enqueue(request);
        if (!await Mood(context, request)) return;
        request.IsTaken = true;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    internal sealed record Request(string Method, string Key, string ContentType, bool IsZipped, string[] Lines)
    {
        public bool IsTaken { get; set; }

        public string? Sender { get; init; }
    }
}
