using System.Globalization;
using System.Text.RegularExpressions;

namespace Timeline.Tests.Faults.Injecting;

/// <summary>
/// How a child is run under strace: which calls on which files are seen, and what happens at one of them.
/// </summary>
/// <remarks>
/// strace counts each call by its name and by its thread. A load runs on one thread, so that the same name and number is the
/// same moment in every run.
/// </remarks>
/// <param name="Paths">The files; calls on others are neither counted nor hit. None: all there are.</param>
/// <param name="Names">The names of the calls.</param>
internal sealed partial record Strace(IReadOnlyList<string> Paths, IReadOnlyList<string> Names)
{
    /// <summary>The call waits, so that the process can be killed before it is made.</summary>
    /// <remarks>strace can kill by itself, but then has to stop at every call of every kind, which takes four times as long.</remarks>
    public const string Wait = "delay_enter=600s";

    /// <summary>The calls by which files are changed, made, brought to the disk and taken away.</summary>
    public static IReadOnlyList<string> Changing { get; } =
    [
        "openat", "write", "pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync", "rename", "link", "unlink", "mkdir", "fchmod",
    ];

    /// <summary>The calls by which files are read, measured and locked.</summary>
    public static IReadOnlyList<string> Looking { get; } = ["read", "pread64", "fstat", "stat", "fcntl", "lseek"];

    /// <summary>The calls on a store's file and its journal.</summary>
    public static Strace OfStore(string store, IReadOnlyList<string>? names = null) =>
        new([store, $"{store}-journal"], names ?? Changing);

    /// <summary>The call gives this error, and does nothing.</summary>
    public static string Error(string name) => $"error={name}";

    /// <summary>The call does nothing and gives this answer.</summary>
    public static string Answer(long value) => string.Create(CultureInfo.InvariantCulture, $"retval={value}");

    /// <summary>A wrapper that writes down the calls.</summary>
    /// <param name="file">Where.</param>
    public IReadOnlyList<string> Counting(string file) =>
    [
        // A kernel may lack a call of the list, which is then passed over.
        "strace", "-f", "--seccomp-bpf", "-y", "-qqq", "-o", file, "-e", "signal=none",
        "-e", $"trace={string.Join(',', Names.Select(name => "?" + name))}",
        .. Paths.SelectMany(path => new[] { "-P", path }),
    ];

    /// <summary>A wrapper that makes a fault.</summary>
    /// <param name="file">Where the calls are written down.</param>
    /// <param name="call">At which call.</param>
    /// <param name="fault">What happens there.</param>
    /// <param name="until">Up to which number it happens at every call of the name; null for the one.</param>
    public IReadOnlyList<string> At(string file, SystemCall call, string fault, int? until = null)
    {
        var times = until switch
        {
            null => $"{call.Number}",
            int.MaxValue => $"{call.Number}+",
            { } last => $"{call.Number}..{last}",
        };

        return [.. Counting(file), $"--inject={call.Name}:{fault}:when={times}"];
    }

    /// <summary>The calls that were written down.</summary>
    public static IReadOnlyList<SystemCall> Read(string file) => Read(File.ReadLines(file));

    /// <summary>The calls in lines of a trace.</summary>
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var counts = new Dictionary<(int, string), int>();
        var calls = new List<SystemCall>();
        foreach (var line in lines)
        {
            if (Line().Match(line) is not { Success: true } match) continue;
            var thread = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var name = match.Groups[2].Value;
            var number = counts[(thread, name)] = counts.GetValueOrDefault((thread, name)) + 1;
            calls.Add(new SystemCall(thread, name, number, line));
        }

        return calls;
    }

    [GeneratedRegex(@"^(\d+) +([a-z0-9_]+)\(")]
    private static partial Regex Line();
}
