using System.Diagnostics;
using System.Globalization;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>
/// Puts inputs into an entrance, each on a thread with the smallest stack that a program has anywhere, and prints what came: a line
/// <c>foreign</c> for what must not come, <c>hang</c> for what does not end, and at the end counts and the most memory.
/// </summary>
internal static class Attack
{
    // What a thread of .NET has on Windows; elsewhere it is more.
    private const int StackSize = 1 << 20;

    private const int MostToldOfOne = 3;

    public const int Hung = 4;

    /// <summary>Takes the inputs of an entrance.</summary>
    /// <param name="entrance">The entrance.</param>
    /// <param name="inputs">The inputs, each with what it is called.</param>
    /// <param name="longest">How long one may take.</param>
    /// <param name="say">Prints a line.</param>
    public static void Run(Entrance entrance, IEnumerable<(string Name, byte[] Input)> inputs, TimeSpan longest, Action<string> say)
    {
        var run = new Going(entrance, inputs, say);
        var thread = new Thread(run.Go, StackSize) { IsBackground = true };
        thread.Start();
        while (!thread.Join(50))
        {
            if (run.Taken <= longest) continue;
            say($"hang {entrance.Name} {run.Current} after {run.Taken.TotalSeconds:0} s");
            Environment.Exit(Hung);
        }

        say(string.Create(
            CultureInfo.InvariantCulture,
            $"took {entrance.Name} accepted {run.Accepted} refused {run.Refused} foreign {run.Foreign} slowest {run.Slowest.TotalMilliseconds:0} ms {run.SlowestName}"));
    }

    /// <summary>The most memory that this process has had, in KiB.</summary>
    public static long Peak() => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private sealed class Going(Entrance entrance, IEnumerable<(string Name, byte[] Input)> inputs, Action<string> say)
    {
        private readonly Dictionary<string, int> _told = [];
        private long _started = Stopwatch.GetTimestamp();
        private long _workedBefore = Environment.CpuUsage.TotalTime.Ticks;

        public string Current { get; private set; } = "";

        // On a machine that has other things to do the clock says little; what waits for ever uses no processor.
        public TimeSpan Taken
        {
            get
            {
                var waited = Stopwatch.GetElapsedTime(Interlocked.Read(ref _started)) / 10;
                var worked = Environment.CpuUsage.TotalTime - TimeSpan.FromTicks(Interlocked.Read(ref _workedBefore));
                return waited > worked ? waited : worked;
            }
        }

        public int Accepted { get; private set; }

        public int Refused { get; private set; }

        public int Foreign { get; private set; }

        public TimeSpan Slowest { get; private set; }

        public string SlowestName { get; private set; } = "";

        public void Go()
        {
            foreach (var (name, input) in inputs) Take(name, input);
        }

        private void Take(string name, byte[] input)
        {
            Current = name;
            _ = Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
            _ = Interlocked.Exchange(ref _workedBefore, Environment.CpuUsage.TotalTime.Ticks);
            try
            {
                if (entrance.Read(input)) Accepted++;
                else Refused++;
            }
#pragma warning disable CA1031 // What else comes is what is looked for.
            catch (Exception foreign)
#pragma warning restore CA1031
            {
                Tell(name, foreign);
            }

            if (Taken <= Slowest) return;
            (Slowest, SlowestName) = (Taken, name);
        }

        private void Tell(string name, Exception foreign)
        {
            Foreign++;
            var from = foreign.StackTrace?.Split('\n')
                .FirstOrDefault(line => line.Contains(" Timeline.", StringComparison.Ordinal)
                    && !line.Contains("Tests", StringComparison.Ordinal))?.Trim() ?? foreign.StackTrace?.Split('\n')[0].Trim();
            var kind = $"{foreign.GetType().Name} {from}";
            _told[kind] = _told.GetValueOrDefault(kind) + 1;
            if (_told[kind] > MostToldOfOne) return;
            var words = foreign.Message.ReplaceLineEndings(" ");
            say($"foreign {entrance.Name} {name}: {foreign.GetType().Name}: {words[..Math.Min(words.Length, 300)]} {from}");
        }
    }
}
