using Timeline.Values;

namespace Timeline.Cli.Files;

/// <summary>Reading a document from the disk.</summary>
internal static class DocumentFile
{
    /// <summary>The bytes of a file that must be there.</summary>
    /// <param name="path">The file as the user wrote it.</param>
    /// <returns>All its bytes.</returns>
    public static byte[] Read(string path) =>
        TryRead(path) ?? throw new RefusalException(
            ExitCode.Trouble,
            $"there is no file '{path}'; name a JSON document");

    /// <summary>The bytes of a file, or null where there is none.</summary>
    /// <param name="path">The file as the user wrote it.</param>
    /// <returns>All its bytes, or null.</returns>
    public static byte[]? TryRead(string path)
    {
        if (Directory.Exists(path))
            throw new RefusalException(ExitCode.Trouble, $"'{path}' is a folder; name the JSON document in it");

        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (!stream.CanSeek)
            {
                throw new RefusalException(
                    ExitCode.Trouble,
                    $"'{path}' is a pipe or a device, which has no place to keep a history at; name a file");
            }

            return ReadUpTo(stream, path, JsonLimits.Default.Bytes);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] ReadUpTo(FileStream stream, string path, long limit)
    {
        var expected = stream.CanSeek ? stream.Length : 0;
        if (expected > limit) throw TooLong(path, limit);

        var buffer = new byte[Math.Max(expected + 1, 4096)];
        var length = 0;
        while (true)
        {
            if (length > limit) throw TooLong(path, limit);
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, 2L * buffer.Length));
            var read = stream.Read(buffer.AsSpan(length));
            if (read == 0) break;
            length += read;
        }

        Array.Resize(ref buffer, length);
        return buffer;
    }

    private static RefusalException TooLong(string path, long limit) =>
        new(ExitCode.No, $"'{path}' has more than {limit} bytes, the most a document may have");
}
