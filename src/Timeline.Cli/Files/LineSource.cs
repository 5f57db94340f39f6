using System.Runtime.CompilerServices;

namespace Timeline.Cli.Files;

/// <summary>The lines of a file or of standard input, and, where that is wanted, those that are yet to come.</summary>
/// <param name="file">The file as the user wrote it; <c>-</c> for standard input.</param>
/// <param name="follow">Whether to wait for more at the end of the file.</param>
/// <param name="note">Told that reading began anew, in words.</param>
/// <remarks>
/// A followed file may be cut off, renamed, deleted and written anew, as programs that rotate logs do. What was cut off
/// and has grown beyond its length of before between two looks is not told from what was only appended to.
/// </remarks>
internal sealed class LineSource(string file, bool follow, Action<string> note)
{
    private const int PieceSize = 64 * 1024;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _piece = new byte[PieceSize];
    private LineSplitter _lines = new();

    /// <summary>The lines as they come; a batch of none says that all that is there was given. What comes through a
    /// pipe is never all there before its end, so where it is followed each piece is taken for all.</summary>
    /// <param name="cancellation">Ends the sequence.</param>
    /// <returns>Batches of lines, in order.</returns>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var source = file == "-" ? Console.OpenStandardInput() : Open();
        try
        {
            // What is no file on a disk has an end that is one.
            var goesOn = follow && source is FileStream { CanSeek: true };
            var sight = goesOn ? Sight.Of((FileStream)source, file) : default;
            while (true)
            {
                while (await FillAsync(source, cancellation).ConfigureAwait(false) is var count and > 0)
                {
                    yield return _lines.Split(_piece.AsSpan(0, count));
                    if (follow && !source.CanSeek) yield return [];
                }

                if (!goesOn) break;
                yield return [];
                await Task.Delay(LookEvery, cancellation).ConfigureAwait(false);
                var open = (FileStream)source;
                if (open.Length < open.Position)
                {
                    note($"{file} was cut off; reading it from its beginning");
                    open.Position = 0;
                    _lines = new LineSplitter();
                }
                else if (Sight.Of(open, file) != sight && File.Exists(file))
                {
                    // What came to the old one before the other took its place.
                    while (await FillAsync(source, cancellation).ConfigureAwait(false) is var late and > 0)
                        yield return _lines.Split(_piece.AsSpan(0, late));
                    source = Reopened(open);
                    if (ReferenceEquals(source, open)) continue;
                    if (_lines.End() is { } rest) yield return [rest];
                    note($"{file} is another file now; reading it from its beginning");
                    _lines = new LineSplitter();
                    sight = Sight.Of((FileStream)source, file);
                }
            }

            if (_lines.End() is { } last) yield return [last];
            yield return [];
        }
        finally
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A read of a terminal or a pipe goes on whatever is cancelled, so it is left to itself.
    private Task<int> FillAsync(Stream source, CancellationToken cancellation) => source.CanSeek
        ? source.ReadAsync(_piece, cancellation).AsTask()
        : Task.Run(() => source.Read(_piece), cancellation).WaitAsync(cancellation);

    // The file of the name; the old one where there is none again, so that it is looked for once more.
    private FileStream Reopened(FileStream old)
    {
        try
        {
            var next = Open();
            old.Dispose();
            return next;
        }
        catch (RefusalException)
        {
            return old;
        }
    }

    private FileStream Open()
    {
        if (Directory.Exists(file))
            throw new RefusalException(ExitCode.Trouble, $"'{file}' is a folder; name the change log in it");
        try
        {
            return new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RefusalException(ExitCode.Trouble, $"there is no file '{file}'; name a change log");
        }
    }

    /// <summary>What tells whether a name still leads to the file that is open.</summary>
    /// <param name="Opened">Where the open file is now, as Linux says; elsewhere when the one of the name was
    /// made.</param>
    /// <param name="Named">Where the name leads.</param>
    private readonly record struct Sight(string? Opened, string? Named)
    {
        public static Sight Of(FileStream open, string file)
        {
            try
            {
                var named = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName;
                var opened = OperatingSystem.IsLinux()
                    ? new FileInfo($"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}").LinkTarget
                    : $"{File.GetCreationTimeUtc(file):O}";
                return new Sight(opened, named);
            }
            catch (IOException)
            {
                // Gone for the moment between two files of the name.
                return default;
            }
        }
    }
}
