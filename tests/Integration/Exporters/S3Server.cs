using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>A real S3-compatible server on the loopback, with its objects in a temporary folder that outlives its
/// process.</summary>
internal sealed class S3Server : IDisposable
{
    public const string Bucket = "changes";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-s3-").FullName;
    private readonly int _port = FreePort();
    private PeerProcess? _process;

    /// <summary>Starts a server; skips the test, with the reason, where there is none.</summary>
    public static async Task<S3Server> Start()
    {
        if (!PeerProcess.IsInstalled("node"))
            Assert.Skip("No S3 server can be started, as node is not installed (apt-get install nodejs npm).");
        if (!File.Exists(Script))
            Assert.Skip("No S3 server can be started, as it is not installed (npm ci --prefix tests/Peers).");
        var server = new S3Server();
        await server.Run();
        return server;
    }

    /// <summary>Runs it (again), until it answers.</summary>
    public async Task Run()
    {
        _process = new(
            "node", Script, "-d", _folder, "-a", "127.0.0.1", "-p", $"{_port}", "--configure-bucket", Bucket);
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{_port}/"));
                return;
            }
            catch (HttpRequestException) when (waited.Elapsed < Longest && !_process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    public void Kill() => _process?.Dispose();

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    public AmazonS3Client Client(string user = "S3RVER") => new(
        new BasicAWSCredentials(user, "S3RVER"),
        new AmazonS3Config
        {
            ServiceURL = $"http://127.0.0.1:{_port}",
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });

    /// <summary>The lines of all objects, in the order of their keys.</summary>
    public async Task<string[]> Lines()
    {
        using var client = Client();
        List<string> lines = [];
        await foreach (var listed in client.Paginators.ListObjectsV2(new() { BucketName = Bucket }).S3Objects)
            lines.AddRange(await LinesOf(client, listed.Key));
        return [.. lines];
    }

    public static async Task<string[]> LinesOf(AmazonS3Client client, string key)
    {
        using var answer = await client.GetObjectAsync(Bucket, key);
        var text = await TextOf(answer.ResponseStream, answer.Headers.ContentEncoding == "gzip");
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    private static async Task<string> TextOf(Stream body, bool isZipped)
    {
        if (isZipped)
        {
            await using var unzipped = new GZipStream(body, CompressionMode.Decompress);
            return await TextOf(unzipped, isZipped: false);
        }

        using var reader = new StreamReader(body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Script => Path.Combine(Root(), "tests/Peers/node_modules/s3rver/bin/s3rver.js");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Timeline.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
