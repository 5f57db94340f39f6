using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Timeline.Cli.Terminals;

/// <summary>Lines to a reader who may go away before the last.</summary>
/// <remarks>
/// The platform's stream of the console keeps to itself that nobody reads any more: for a command that ends that is
/// well, but one that follows a file would go on for ever. So where the output is a pipe it is written to directly.
/// What was not flushed is not written.
/// </remarks>
internal sealed class PipedLines : IDisposable
{
    private const int StandardOutput = 1;
    private const int BrokenPipe = 32;
    private const int FlushedFrom = 16 * 1024;

    private readonly Terminal _terminal;
    private readonly SafeFileHandle _handle = new(StandardOutput, ownsHandle: false);
    private readonly FileStream? _pipe;
    private readonly MemoryStream _waiting = new();

    /// <summary>Lines to where a command prints.</summary>
    /// <param name="terminal">Where the command prints.</param>
    public PipedLines(Terminal terminal)
    {
        _terminal = terminal;
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return;
        var output = new FileStream(_handle, FileAccess.Write, 0);
        if (output.CanSeek) output.Dispose();
        else _pipe = output;
    }

    /// <summary>Whether an error says that nobody reads any more.</summary>
    /// <param name="error">What a line or a flush has thrown.</param>
    /// <returns>True if it does.</returns>
    public static bool IsReaderGone(IOException error) => error.HResult == BrokenPipe;

    /// <summary>Prints a line.</summary>
    /// <param name="line">The line.</param>
    public void Line(string line)
    {
        if (_pipe is null)
        {
            _terminal.Line(line);
            return;
        }

        _waiting.Write(Encoding.UTF8.GetBytes(line));
        _waiting.WriteByte((byte)'\n');
        if (_waiting.Length >= FlushedFrom) Flush();
    }

    /// <summary>Lets a reader see what was printed so far.</summary>
    public void Flush()
    {
        if (_pipe is null)
        {
            _terminal.Flush();
            return;
        }

        _pipe.Write(_waiting.GetBuffer().AsSpan(0, (int)_waiting.Length));
        _waiting.SetLength(0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipe?.Dispose();
        _handle.Dispose();
        _waiting.Dispose();
    }
}
