using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Timeline.Tests.Postgres;

/// <summary>A real PostgreSQL server of its own in a temporary folder, run from the binaries that are installed.</summary>
/// <remarks>The server refuses to run as root, so there it runs as another user.</remarks>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>A folder with the binaries, where they are in no usual place; <c>none</c> for not having any.</summary>
    private const string FolderVariable = "TIMELINE_POSTGRES";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    // For most tests the machine does not fail, and what a flush costs is measured elsewhere.
    private const string Fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    private readonly string _folder;
    private readonly string _data;
    private readonly string _settings;

    // A disk of its own is a small one, and is copied whole.
    private readonly string _making;
    private readonly int _port = FreePort();
    private Process? _process;

    private PostgresServer(bool isDurable, string? data, string settings)
    {
        // In memory where there is such a place, unless it is about the disk.
        var parent = !isDurable && Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Directory.CreateDirectory(Path.Combine(parent, $"timeline-pg-{Guid.NewGuid():N}")).FullName;
        _data = data ?? Path.Combine(_folder, "data");
        _making = data is null ? "" : "--wal-segsize=1";
        _settings = isDurable ? settings : $"{Fast} {settings}";
    }

    // The data of a new server, made once for all of a process, as making them takes a second.
    private static readonly ConcurrentDictionary<string, Lazy<string>> Blanks = new();

    /// <summary>What must be in no message.</summary>
    public static string Password { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Why no server can be started here, and how that is mended; null where one can.</summary>
    public static string? Unavailable { get; } = FindUnavailable();

    /// <summary>How to reach it through the network, with a password.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1;Port={_port};Username=timeline;Password={Password};Database=postgres;Timeout=5";

    /// <summary>How to reach it through its socket.</summary>
    public string SocketConnectionString => $"Host={_folder};Port={_port};Username=timeline;Database=postgres;Timeout=5";

    /// <summary>Where it listens, on the loopback.</summary>
    public int Port => _port;

    /// <summary>Starts a server.</summary>
    /// <param name="isDurable">Whether it flushes to a disk before it acknowledges.</param>
    /// <param name="data">Where its data lie, a folder that is made; its own temporary one if null.</param>
    /// <param name="settings">What it is told besides, each as <c>-c name=value</c>.</param>
    public static Task<PostgresServer> Start(bool isDurable = false, string? data = null, string settings = "") =>
        Start(new PostgresServer(isDurable, data, settings), isNew: true, Longest);

    /// <summary>Starts a durable server on data that are there: what a machine that failed has left, or a backup.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="settings">What it is told besides.</param>
    /// <param name="longest">How long it may take; three minutes if null.</param>
    public static Task<PostgresServer> Continue(string data, string settings = "", TimeSpan? longest = null) =>
        Start(new PostgresServer(isDurable: true, data, settings), isNew: false, longest ?? Longest);

    /// <summary>Runs it (again), until it answers.</summary>
    public Task Run() => Run(Longest);

    private async Task Run(TimeSpan longest)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            // What is left of one that was killed may hold its memory for a moment yet.
            if (_process is null or { HasExited: true })
            {
                _process = StartAs(
                    "postgres", $"-D {_data} -p {_port} -k {_folder} -c listen_addresses=127.0.0.1 "
                    // What a killed server leaves in memory would stay there until the machine ends.
                    + "-c max_connections=100 -c shared_buffers=32MB -c dynamic_shared_memory_type=mmap "
                    + $"-c log_min_messages=panic -c autovacuum=off {_settings}");
            }

            try
            {
                await using var source = NpgsqlDataSource.Create(SocketConnectionString + ";Pooling=false");
                await using var command = source.CreateCommand("SELECT 1");
                _ = await command.ExecuteScalarAsync();
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < longest)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Kills it and everything it runs, without a word.</summary>
    public void Kill()
    {
        if (_process is not { HasExited: false } process) return;
        var children = Children(process.Id);
        process.Kill();
        foreach (var child in children)
        {
            try
            {
                Process.GetProcessById(child).Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
            }
        }

        _ = process.WaitForExit(Longest);
    }

    /// <summary>Stops it and everything it runs where they are, until they are killed.</summary>
    public void Freeze()
    {
        // The first, which starts the others, before them.
        Stop(_process!.Id);
        foreach (var child in Children(_process.Id)) Stop(child);
    }

    /// <summary>Stops one of the processes it runs, until it is killed.</summary>
    /// <param name="name">A part of what it calls itself.</param>
    public void Freeze(string name)
    {
        var frozen = Children(_process!.Id)
            .Single(child => File.ReadAllText($"/proc/{child}/cmdline").Contains(name, StringComparison.Ordinal));
        Stop(frozen);
    }

    /// <summary>Copies it to a folder, as a standby that receives what is written from then on.</summary>
    public void BackUpAsStandby(string data)
    {
        MakeFolder(data);
        Finish(StartAs("pg_basebackup", $"-h {_folder} -p {_port} -U timeline -D {data} -R -c fast -X stream --no-sync"));
    }

    /// <summary>Makes a standby a server of its own, when it has applied all it has received.</summary>
    public async Task Promote()
    {
        if (await Scalar("SELECT pg_promote(true, 180)") is not true)
            throw new InvalidOperationException("The standby was not promoted within three minutes.");
    }

    /// <summary>Runs statements, as somebody who is no store.</summary>
    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(SocketConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        _ = await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(SocketConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    private static async Task<PostgresServer> Start(PostgresServer server, bool isNew, TimeSpan longest)
    {
        try
        {
            if (Unavailable is { } reason) throw new InvalidOperationException(reason);
            Own(server._folder);
            if (isNew) server.Make();

            // Of a machine that failed: who has that number now is another.
            else File.Delete(Path.Combine(server._data, "postmaster.pid"));
            await server.Run(longest);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private void Make()
    {
        var blank = Blanks.GetOrAdd(_making, making => new Lazy<string>(() => MakeBlank(making))).Value;
        MakeFolder(_data);
        Finish(Process.Start("cp", ["-a", Path.Combine(blank, "data", "."), _data]));
    }

    private static string MakeBlank(string making)
    {
        var folder = Directory.CreateTempSubdirectory("timeline-pg-blank-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Own(folder);
        var password = Path.Combine(folder, "password");
        File.WriteAllText(password, Password);
        Own(password);
        var data = Path.Combine(folder, "data");
        MakeFolder(data);
        Finish(StartAs(
            folder,
            "initdb",
            $"-D {data} -U timeline --no-sync {making} --encoding=UTF8 --no-locale "
            + $"--auth-local=trust --auth-host=scram-sha-256 --pwfile={password}"));
        return folder;
    }

    private static void MakeFolder(string path)
    {
        // As a server demands it of its data.
        if (OperatingSystem.IsLinux())
            _ = Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(path);
    }

    private static void Own(string path)
    {
        if (Environment.UserName == "root") Finish(Process.Start("chown", [OtherUser!, path]));
    }

    private Process StartAs(string binary, string arguments) => StartAs(_folder, binary, arguments);

    private static Process StartAs(string folder, string binary, string arguments)
    {
        var program = Path.Combine(Binaries!, binary);
        var asRoot = Environment.UserName == "root";
        var start = new ProcessStartInfo(asRoot ? "setpriv" : program)
        {
            Arguments = asRoot ? $"--reuid={OtherUser} --regid={OtherUser} --clear-groups {program} {arguments}" : arguments,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Stops a process; a call of the system that it is in ends first.</summary>
    private static void Stop(int process)
    {
        Finish(Process.Start("kill", ["-STOP", process.ToString(CultureInfo.InvariantCulture)]));
        while (Status(process) is [not ("T" or "Z" or "X"), ..]) Thread.Sleep(1);
    }

    private static void Finish(Process process)
    {
        using var running = process;
        if (!running.WaitForExit(Longest) || running.ExitCode != 0)
            throw new InvalidOperationException($"{running.StartInfo.FileName} {running.StartInfo.Arguments} failed or takes too long.");
    }

    private static List<int> Children(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent),
    ];

    private static int ParentOf(int process) =>
        Status(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <summary>The state and the parent of a process, and more; nothing if it is gone.</summary>
    private static string[] Status(int process)
    {
        try
        {
            // They stand behind the name, which may hold anything but ends with the last bracket.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[(status.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Binaries { get; } = FindBinaries();

    private static string? OtherUser { get; } = File.Exists("/etc/passwd")
        ? new[] { "postgres", "nobody" }.FirstOrDefault(user =>
            File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal)))
        : null;

    private static string? FindBinaries()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } asked)
            return File.Exists(Path.Combine(asked, "initdb")) ? asked : null;
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return installed.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static string? FindUnavailable()
    {
        if (!OperatingSystem.IsLinux()) return "a PostgreSQL server is started and killed on Linux only";
        if (FindBinaries() is null)
            return "PostgreSQL is not installed (apt-get install postgresql), so nothing was tried against it";
        return Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv")
            ? "PostgreSQL refuses to run as root, and there is no setpriv (apt-get install util-linux)"
            : null;
    }
}
