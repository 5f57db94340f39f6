using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>A cluster of three brokers that speak the protocol of Kafka on the loopback and keep messages in memory:
/// that which kcat brings along. What is produced and read goes through kcat as well.</summary>
internal sealed partial class KafkaCluster : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly PeerProcess _process;

    private KafkaCluster(PeerProcess process, string brokers)
    {
        _process = process;
        Brokers = brokers;
    }

    public string Brokers { get; }

    /// <summary>Starts a cluster; skips the test, with the reason, where there is none.</summary>
    public static async Task<KafkaCluster> Start()
    {
        if (!PeerProcess.IsInstalled("kcat"))
            Assert.Skip("No Kafka cluster can be started, as kcat is not installed (apt-get install kcat).");

        // The cluster lives in a producer that is given nothing to produce.
        var process = new PeerProcess(
            "kcat", "-P", "-b", "none:1", "-t", "none", "-X", "test.mock.num.brokers=3", "-d", "mock");
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (Bootstrap().Match(process.Said) is { Success: true } found) return new(process, found.Groups[1].Value);
            Assert.True(waited.Elapsed < Longest && !process.HasExited, process.Said);
        }
    }

    public void Kill() => _process.Kill();

    public void Freeze() => _process.Freeze();

    public void Thaw() => _process.Thaw();

    /// <summary>Produces a message, and completes when the brokers have acknowledged it.</summary>
    public async Task Produce(KafkaMessage message, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("kcat",
            [
                "-P", "-b", Brokers, "-t", message.Topic, "-k", message.Key,
                "-H", $"{KafkaMessage.IdHeader}={message.Id}", "-X", "message.timeout.ms=1500",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.BaseStream.WriteAsync(message.Value, cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0) throw new IOException($"kcat ended with {process.ExitCode}: {await said}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>All messages of a topic: their keys, ids and values, those of a key in order.</summary>
    public async Task<(string Key, string Id, string Value)[]> Consume(string topic)
    {
        var start = new ProcessStartInfo(
            "kcat", ["-C", "-b", Brokers, "-t", topic, "-e", "-q", "-f", "%k\\t%h\\t%s\\n"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var reader = new StreamReader(process.StandardOutput.BaseStream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
                .Select(parts => (parts[0], parts[1][(KafkaMessage.IdHeader.Length + 1)..], parts[2])),
        ];
    }

    public void Dispose() => _process.Dispose();

    [GeneratedRegex(@"bootstrap\.servers=(\S+)")]
    private static partial Regex Bootstrap();
}
