using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Timeline.Tests.Faults.CrashStates;

/// <summary>
/// Reads what strace has written of one process (<c>-f -xx</c>, so that every text is hexadecimal) and takes from it what was done
/// to the files of one folder, and what the process said.
/// </summary>
internal sealed partial class TraceReader
{
    /// <summary>The calls that are looked at; one that changes a file in a way that is not known here is an error.</summary>
    public const string Calls =
        "openat,open,creat,close,lseek,read,write,pwrite64,ftruncate,truncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,link,linkat,"
        + "writev,pwritev,pwritev2,fallocate,copy_file_range,sendfile";

    private readonly string _folder;
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<int, Opened> _open = [];
    private readonly Dictionary<string, string> _unfinished = [];
    private readonly List<DiskEvent> _events = [];
    private int _files;

    private TraceReader(string folder) => _folder = folder.TrimEnd('/');

    /// <summary>The options of strace that make a log which is read here.</summary>
    /// <param name="log">Where it is written.</param>
    public static IReadOnlyList<string> Wrapper(string log) =>
        ["strace", "-f", "-qq", "-xx", "-s", "10000000", "-e", "signal=none", "-e", $"trace={Calls}", "-o", log];

    /// <summary>Reads a log.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="folder">The folder, as its files were opened.</param>
    /// <param name="there">The files that were there before, with numbers from 0 in this order.</param>
    public static IReadOnlyList<DiskEvent> Read(IEnumerable<string> lines, string folder, IEnumerable<string>? there = null)
    {
        var reader = new TraceReader(folder);
        foreach (var name in there ?? []) reader._names[name] = reader._files++;
        foreach (var line in lines) reader.Add(line);
        return reader._events;
    }

    private void Add(string line)
    {
        var begin = line.IndexOf(' ', StringComparison.Ordinal);
        if (begin < 0) return;
        var (process, rest) = (line[..begin], line[begin..].TrimStart());
        if (rest.EndsWith("<unfinished ...>", StringComparison.Ordinal))
        {
            _unfinished[process] = rest[..^"<unfinished ...>".Length];
            return;
        }

        const string Resumed = " resumed>";
        if (rest.StartsWith("<... ", StringComparison.Ordinal) && rest.IndexOf(Resumed, StringComparison.Ordinal) is var at and >= 0)
        {
            if (!_unfinished.Remove(process, out var first)) return;
            rest = first + rest[(at + Resumed.Length)..];
        }

        if (Call().Match(rest) is not { Success: true } call) return;
        var result = long.Parse(call.Groups["result"].Value, CultureInfo.InvariantCulture);
        if (result < 0) return;
        Do(
            call.Groups["name"].Value,
            call.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries),
            result,
            isPretended: call.Groups["more"].Value.Contains("INJECTED", StringComparison.Ordinal));
    }

    private void Do(string call, string[] arguments, long result, bool isPretended)
    {
        switch (call)
        {
            case "openat":
                Open(Text(arguments[1]), arguments[2], (int)result);
                return;
            case "unlink" or "unlinkat":
                Remove(InFolder(Text(arguments[call == "unlink" ? 0 : 1])));
                return;
            case "rename" or "renameat" or "renameat2":
                Rename(Paths(arguments));
                return;
            case "link" or "linkat":
                Link(Paths(arguments));
                return;
            case "close":
                _ = _open.Remove(Number(arguments[0]));
                return;
            case "write" when !_open.ContainsKey(Number(arguments[0])):
                Say(Encoding.UTF8.GetString(Bytes(arguments[1]).AsSpan(0, (int)result)));
                return;
            default:
                if (int.TryParse(arguments[0], CultureInfo.InvariantCulture, out var number) && _open.TryGetValue(number, out var open))
                    Do(call, open, arguments, result, isPretended);
                return;
        }
    }

    private void Do(string call, Opened open, string[] arguments, long result, bool isPretended)
    {
        switch (call)
        {
            case "lseek":
                open.Position = result;
                return;
            case "read":
                open.Position += result;
                return;
            case "write":
                _events.Add(new DiskEvent.Wrote(open.File, open.Position, Bytes(arguments[1])[..(int)result]));
                open.Position += result;
                return;
            case "pwrite64":
                var offset = long.Parse(arguments[3], CultureInfo.InvariantCulture);
                _events.Add(new DiskEvent.Wrote(open.File, offset, Bytes(arguments[1])[..(int)result]));
                return;
            case "ftruncate":
                _events.Add(new DiskEvent.Cut(open.File, long.Parse(arguments[1], CultureInfo.InvariantCulture)));
                return;
            case "fsync" or "fdatasync":
                if (isPretended) return;
                _events.Add(open.File < 0 ? new DiskEvent.FolderFlushed() : new DiskEvent.Flushed(open.File));
                return;
            default:
                throw new NotSupportedException($"A file was changed by {call}, which is not known here.");
        }
    }

    private void Open(string path, string flags, int number)
    {
        if (path.TrimEnd('/') == _folder)
        {
            _open[number] = new Opened(-1);
            return;
        }

        if (InFolder(path) is not { } name) return;
        if (!_names.TryGetValue(name, out var file))
        {
            _names[name] = file = _files++;
            _events.Add(new DiskEvent.Named(name, file));
        }
        else if (flags.Contains("O_TRUNC", StringComparison.Ordinal))
        {
            _events.Add(new DiskEvent.Cut(file, 0));
        }

        _open[number] = new Opened(file);
    }

    private void Remove(string? name)
    {
        if (name is null) return;
        _ = _names.Remove(name);
        _events.Add(new DiskEvent.Removed(name));
    }

    private void Rename((string? From, string? To) names)
    {
        if (names is not ({ } from, { } to)) return;
        if (_names.Remove(from, out var file)) _names[to] = file;
        _events.Add(new DiskEvent.Renamed(from, to));
    }

    private void Link((string? From, string? To) names)
    {
        if (names is not ({ } from, { } to)) return;
        _names[to] = _names[from];
        _events.Add(new DiskEvent.Named(to, _names[from]));
    }

    private void Say(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (Words().IsMatch(line)) _events.Add(new DiskEvent.Said(line));
    }

    private (string? From, string? To) Paths(string[] arguments)
    {
        var texts = arguments.Where(argument => argument.StartsWith('"')).Select(Text).ToList();
        return (InFolder(texts[0]), InFolder(texts[1]));
    }

    /// <summary>The name of a file in the folder; null of what is elsewhere.</summary>
    private string? InFolder(string path) =>
        path.StartsWith(_folder + '/', StringComparison.Ordinal) ? path[(_folder.Length + 1)..] : null;

    private static int Number(string argument) => int.Parse(argument, CultureInfo.InvariantCulture);

    private static string Text(string argument) => Encoding.UTF8.GetString(Bytes(argument));

    private static byte[] Bytes(string argument) => argument.EndsWith('"')
        ? Convert.FromHexString(argument[1..^1].Replace("\\x", "", StringComparison.Ordinal))
        : throw new FormatException($"A text was cut short: {argument[^40..]}");

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+)(?<more>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    // What a child of these tests says; the runtime writes to other places.
    [GeneratedRegex("^(open|begin|done|sent|refused)\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    private sealed class Opened(int file)
    {
        public int File => file;

        public long Position { get; set; }
    }
}
