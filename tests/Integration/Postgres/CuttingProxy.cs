using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>When a connection is cut, where a client asks to commit.</summary>
public enum Cut
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Before the server hears of it.</summary>
    BeforeTheServer,

    /// <summary>After the server has answered, before the client hears of that.</summary>
    BeforeTheClient,
}

/// <summary>Stands between a client and a server, and cuts the connection of who asks to commit.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    // As a message of its own: a transaction's level is READ COMMITTED.
    public const string Commit = "COMMIT\0";

    // In the statement of an append that is a message of its own, which is sent as a text until it is prepared.
    public const string AppendAtOnce = "h.xmin";

    private readonly List<byte[]> _signs;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _server;
    private readonly Task _accepting;
    private int _commits;

    /// <summary>Begins to listen.</summary>
    /// <param name="server">The port of the server.</param>
    /// <param name="signs">What a client says who asks to commit, one or the other.</param>
    public CuttingProxy(int server, params string[] signs)
    {
        _server = server;
        _signs = [.. (signs is [] ? [Commit] : signs).Select(Encoding.UTF8.GetBytes)];
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>When the next connections are cut.</summary>
    public Cut Cut { get; set; }

    /// <summary>Whether only the next one is cut.</summary>
    public bool IsOnce { get; set; }

    /// <summary>How often a client asked to commit.</summary>
    public int Commits => Volatile.Read(ref _commits);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var one = client;
        using var other = new TcpClient();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        await other.ConnectAsync(IPAddress.Loopback, _server);
        client.NoDelay = other.NoDelay = true;
        var isCutting = false;
        bool MayAsk(ReadOnlyMemory<byte> bytes)
        {
            if (!_signs.Exists(sign => bytes.Span.IndexOf(sign) >= 0)) return true;
            _ = Interlocked.Increment(ref _commits);
            var cut = Cut;
            if (IsOnce) Cut = Cut.Never;
            isCutting = cut == Cut.BeforeTheClient;
            return cut != Cut.BeforeTheServer;
        }

        // The first that ends takes the other with it.
        await Task.WhenAll(
            Pump(one.GetStream(), other.GetStream(), MayAsk, ending),
            Pump(other.GetStream(), one.GetStream(), _ => !isCutting, ending));
    }

    private static async Task Pump(
        NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> mayPass, CancellationTokenSource ending)
    {
        try
        {
            var buffer = new byte[1 << 16];
            while (await from.ReadAsync(buffer, ending.Token) is var read and > 0 && mayPass(buffer.AsMemory(0, read)))
                await to.WriteAsync(buffer.AsMemory(0, read), ending.Token);
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            await ending.CancelAsync();
        }
    }
}
