using System.Globalization;
using System.Text;

namespace Timeline.Cli.Terminals;

/// <summary>Where a command prints: answers to standard output, remarks and errors to standard error.</summary>
/// <remarks>
/// Goes to the streams themselves, because setting up <see cref="Console.Out"/> costs more than most commands take.
/// </remarks>
internal sealed class Terminal : IDisposable
{
    private const int NarrowestWidth = 40;
    private const int WidthOfUnknown = 120;
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Stream _error = Console.OpenStandardError();

    /// <summary>A terminal as the user asked for it.</summary>
    /// <param name="quiet">Whether remarks are left out.</param>
    /// <param name="noColor">Whether colour is off whatever the terminal can do.</param>
    public Terminal(bool quiet, bool noColor)
    {
        IsQuiet = quiet;
        var plain = noColor || Variable("NO_COLOR").Length > 0 || Variable("TERM") == "dumb";
        HasColor = !plain && !Console.IsOutputRedirected;
        ErrorHasColor = !plain && !Console.IsErrorRedirected;
        Out = new StreamWriter(_output, new UTF8Encoding(false), 16 * 1024) { NewLine = "\n" };
        Width = FindWidth();
    }

    /// <summary>Where answers go.</summary>
    public TextWriter Out { get; }

    /// <summary>Whether remarks are left out.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether answers are coloured.</summary>
    public bool HasColor { get; }

    /// <summary>Whether remarks and errors are coloured.</summary>
    public bool ErrorHasColor { get; }

    /// <summary>How many columns a line has: those of the terminal, and no end of them in a file or a pipe.</summary>
    public int Width { get; }

    /// <summary>How many columns a text may take where lines have an end, which is no more than so many.</summary>
    /// <param name="columns">How many.</param>
    /// <returns>As many, or no end of them in a file or a pipe.</returns>
    public int Room(int columns) => Width == int.MaxValue ? int.MaxValue : columns;

    /// <summary>A text in the colour of its meaning, or as it is where there is no colour.</summary>
    /// <param name="ink">The meaning.</param>
    /// <param name="text">The text.</param>
    /// <returns>The text to print.</returns>
    public string Paint(Ink ink, string text) => HasColor ? Painted(ink, text) : text;

    /// <summary>Prints a line of the answer.</summary>
    /// <param name="line">The line.</param>
    public void Line(string line) => Out.WriteLine(line);

    /// <summary>Prints a line about what was done, unless the user wants quiet.</summary>
    /// <param name="line">The line.</param>
    public void Remark(string line)
    {
        if (!IsQuiet) Out.WriteLine(line);
    }

    /// <summary>Prints text that brings its own line ends.</summary>
    /// <param name="text">The text.</param>
    public void Text(string text) => Out.Write(text);

    /// <summary>Lets a reader see what was printed so far.</summary>
    public void Flush() => Out.Flush();

    /// <summary>Prints a document as it is; where a person watches, without what could steer the terminal.</summary>
    /// <param name="json">The document.</param>
    public void Document(ReadOnlySpan<byte> json) =>
        Bytes(Console.IsOutputRedirected ? json : HarmlessJson.Of(json));

    /// <summary>Prints bytes as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Out.Flush();
        _output.Write(bytes);
    }

    /// <summary>Prints one line to standard error.</summary>
    /// <param name="kind">What it is: <c>error</c>, <c>warning</c> or <c>note</c>.</param>
    /// <param name="message">The line; line ends in it become spaces.</param>
    public void Problem(string kind, string message)
    {
        TryFlush();
        var head = ErrorHasColor ? Painted(kind == "error" ? Ink.Bad : Ink.Replaced, kind) : kind;
        var line = PlainText.OneLine(message.ReplaceLineEndings(" ").Trim());
        _error.Write(Encoding.UTF8.GetBytes($"timeline: {head}: {line}\n"));
    }

    /// <summary>Prints where a failure came from.</summary>
    /// <param name="failure">The failure.</param>
    public void Trace(Exception failure) => _error.Write(Encoding.UTF8.GetBytes($"{failure}\n"));

    /// <inheritdoc/>
    public void Dispose()
    {
        TryFlush();
        _output.Dispose();
        _error.Dispose();
    }

    // What cannot be written has been reported where it was written; here it must not hide what is being said.
    private void TryFlush()
    {
        try
        {
            Out.Flush();
        }
        catch (IOException)
        {
        }
    }

    private static string Painted(Ink ink, string text)
    {
        var code = ink switch
        {
            Ink.Added => "32",
            Ink.Removed => "31",
            Ink.Replaced or Ink.Version => "33",
            Ink.Moved => "36",
            Ink.Branch => "1;32",
            Ink.Strong => "1",
            Ink.Faint => "2",
            Ink.Bad => "1;31",
            _ => "",
        };
        return code.Length == 0 || text.Length == 0 ? text : $"\e[{code}m{text}\e[0m";
    }

    private static int FindWidth()
    {
        // A program that reads lines wants all of them, whatever the terminal it was started from.
        if (Console.IsOutputRedirected) return int.MaxValue;

        var columns = Variable("COLUMNS");
        if (int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0)
            return Math.Max(NarrowestWidth, asked);

        try
        {
            return Math.Max(NarrowestWidth, Console.WindowWidth);
        }
        catch (IOException)
        {
            return WidthOfUnknown;
        }
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
