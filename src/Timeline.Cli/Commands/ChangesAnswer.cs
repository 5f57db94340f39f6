using System.Text;
using LanguageExt;
using Timeline.ChangeLogs;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;

namespace Timeline.Cli.Commands;

/// <summary>What <c>changes</c> prints: the wanted entries of lines, and on standard error what is no entry.</summary>
/// <param name="session">The run.</param>
/// <param name="file">The file as the user wrote it.</param>
/// <param name="filter">What is wanted.</param>
/// <param name="limit">How many of the entries that are there already are printed at most; null for all.</param>
/// <param name="detail">How each is printed in full; null for a line each.</param>
internal sealed class ChangesAnswer(
    Session session, string file, ChangeFilter filter, int? limit, ChangesDetail? detail) : IDisposable
{
    private const int TimeLength = 24;

    private readonly PipedLines _output = new(session.Terminal);
    private readonly Queue<string> _held = [];
    private readonly string _name = file == "-" ? "standard input" : file;
    private bool _isCaughtUp = limit is null;

    /// <summary>Whether a line was no entry.</summary>
    public bool HasFaults { get; private set; }

    /// <summary>Takes lines as they come.</summary>
    /// <param name="lines">The lines; none where all that is there was given.</param>
    public void Take(IReadOnlyList<LogLine> lines)
    {
        foreach (var line in lines) Take(line);
        if (lines.Count == 0)
        {
            foreach (var text in _held) _output.Line(text);
            _held.Clear();
            _isCaughtUp = true;
        }

        if (_isCaughtUp) _output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private void Take(LogLine line)
    {
        if (line.Utf8 is null)
        {
            Complain(line, $"longer than {LineSplitter.LongestLine} bytes");
            return;
        }

        if (line.Utf8.AsSpan().Trim(" \t"u8).IsEmpty) return;
        _ = ChangeJson.Parse(line.Utf8).Match(
            Right: entry =>
            {
                if (filter.IsWanted(entry)) Print(Text(line.Utf8, entry));
                return Prelude.unit;
            },
            Left: error =>
            {
                Complain(line, ReasonOf(error));
                return Prelude.unit;
            });
    }

    // As it stands in the log, with what only a newer program understands.
    private string Text(byte[] utf8, ChangeEntry entry)
    {
        if (session.IsJson) return HarmlessJson.Of(Encoding.UTF8.GetString(utf8).Trim());
        if (detail is not null) return Detailed(entry, detail);
        var line = PlainText.OneLine(ChangeText.Line(entry));
        return session.Terminal.Paint(Ink.Faint, line[..TimeLength]) + line[TimeLength..];
    }

    // An entry, and an empty line after it.
    private string Detailed(ChangeEntry entry, ChangesDetail detail)
    {
        var lines = ChangeText.Full(entry, detail.ValueLines, detail.WithStack).TrimEnd('\n').Split('\n')
            .Select(PlainText.OneLine).ToArray();
        lines[0] = session.Terminal.Paint(Ink.Strong, lines[0]);
        return string.Join('\n', lines) + "\n";
    }

    private void Print(string text)
    {
        if (_isCaughtUp)
        {
            _output.Line(text);
            return;
        }

        _held.Enqueue(text);
        if (_held.Count > limit) _ = _held.Dequeue();
    }

    // Each line is a JSON text by itself, of which the number of the line is said already.
    private static string ReasonOf(TimelineError error) => error is TimelineError.JsonInvalid json
        ? json.Message.Replace("at line 1, column ", "at column ", StringComparison.Ordinal)
        : error.Message;

    private void Complain(LogLine line, string reason)
    {
        HasFaults = true;
        session.Terminal.Problem("error", $"{_name}:{line.Number}: {reason}");
    }
}
