using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Timeline.Tests.Faults.Running;

/// <summary>The program beside these tests, running: what it printed, and the means to stop it in the middle.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private TaskCompletionSource _next = Signal();
    private int _acknowledged;
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private bool _isDisposed;

    private Child(Process process)
    {
        _process = process;
        _reading = Task.Run(Read);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Everything printed up to now.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The process; of a wrapped child, that of the wrapper.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended and all that it printed was read.</summary>
    public bool HasEnded => _process.HasExited && _reading.IsCompleted;

    /// <summary>How many steps of a load, counted from its beginning, were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Starts it.</summary>
    /// <param name="arguments">What <c>Program.cs</c> understands.</param>
    /// <param name="wrapper">A program that runs it, as <c>strace</c> does, with its arguments; null for none.</param>
    /// <param name="environment">Variables besides; null for none.</param>
    /// <param name="program">Which program: that of these tests, or <c>timeline</c>.</param>
    public static Child Start(
        IEnumerable<string> arguments,
        IReadOnlyList<string>? wrapper = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string program = "Timeline.Tests.Faults.Program")
    {
        string[] command = [.. wrapper ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new Child(Process.Start(start)!);
    }

    /// <summary>Starts it on steps of a load.</summary>
    public static Child Write(
        string store,
        int seed,
        int from,
        int count,
        IReadOnlyList<string>? options = null,
        IReadOnlyList<string>? wrapper = null,
        IReadOnlyDictionary<string, string>? environment = null) => Start(
            ["write", store, Number(seed), Number(from), Number(count), .. options ?? []], wrapper, environment);

    /// <summary>The numbers in the lines that begin with a word.</summary>
    public IEnumerable<int> Numbers(string word) => _lines
        .Where(line => line.StartsWith(word, StringComparison.Ordinal))
        .Select(line => int.Parse(line[word.Length..].Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>How many lines begin with a word.</summary>
    public int Count(string word) => _lines.Count(line => line.StartsWith(word, StringComparison.Ordinal));

    /// <summary>Tells it a line.</summary>
    public async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the lines are as one wishes, or the child has ended.</summary>
    public async Task UntilAsync(Func<Child, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Longest);
        while (true)
        {
            // Taken before it is asked, so that no line comes between.
            var next = Volatile.Read(ref _next).Task;
            if (isSo(this) || _reading.IsCompleted) return;
            _ = await Task.WhenAny(next, _reading).WaitAsync(patience.Token);
        }
    }

    /// <summary>Stops all of it where it is; a call of the system that is running ends first.</summary>
    public void Freeze()
    {
        Send("-STOP");
        while (Stopping.IsUnderWay(Id)) Thread.Sleep(1);
    }

    public void Thaw() => Send("-CONT");

    /// <summary>Waits until a child that was stopped, or has nobody to talk to, says nothing more: what it printed has been read.</summary>
    /// <returns>How many steps were acknowledged.</returns>
    public async Task<int> SettledAsync()
    {
        for (var quiet = 0; quiet < 4;)
        {
            var count = _lines.Count;
            await Task.Delay(15);
            quiet = count == _lines.Count ? quiet + 1 : 0;
        }

        return Acknowledged;
    }

    /// <summary>Kills it, as nothing can defend itself against; what it printed is read to the end.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _ = await EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and what it wrote to the standard error.</returns>
    public Task<(int ExitCode, string Errors)> EndAsync() => EndAsync(Longest);

    /// <summary>Waits for its end, and no longer than so long.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync(TimeSpan longest)
    {
        using var patience = new CancellationTokenSource(longest);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return (_process.ExitCode, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await KillAsync();
        _process.Dispose();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task Read()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (line.StartsWith("done ", StringComparison.Ordinal) && int.TryParse(line[5..], CultureInfo.InvariantCulture, out var step))
                Volatile.Write(ref _acknowledged, Math.Max(_acknowledged, step + 1));
            Interlocked.Exchange(ref _next, Signal()).SetResult();
        }
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Send(string signal)
    {
        using var kill = Process.Start("kill", [signal, Number(_process.Id)]);
        kill.WaitForExit();
    }
}
