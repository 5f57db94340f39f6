using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Timeline.Merges;

/// <summary>Runs git once.</summary>
internal static class GitProgram
{
    // Set inside hooks, and then stronger than the folder the user named.
    private static readonly string[] Strays = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

    /// <summary>What git answered: how it ended, what it wrote, and its complaint.</summary>
    internal readonly record struct Answer(int ExitCode, byte[] Output, string Complaint)
    {
        public string[] Lines => Encoding.UTF8.GetString(Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        /// <summary>What git said of its failure, in one line.</summary>
        public string Reason
        {
            get
            {
                var said = Complaint.Split('\n', 2)[0].Trim();
                if (said.Length == 0) return $"it ended with {ExitCode}";
                return said.StartsWith("fatal: ", StringComparison.Ordinal) ? said["fatal: ".Length..] : said;
            }
        }
    }

    /// <summary>Runs git in a folder to its end.</summary>
    public static async Task<Answer> RunAsync(
        string folder, IEnumerable<string> arguments, string input, CancellationToken cancellation)
    {
        using var git = Start(folder, arguments);
        await using var killed = cancellation.Register(() => Kill(git)).ConfigureAwait(false);
        var complaint = git.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = ReadAsync(git.StandardOutput.BaseStream);
        await WriteAsync(git.StandardInput, input).ConfigureAwait(false);
        var answer = await output.ConfigureAwait(false);
        var said = await complaint.ConfigureAwait(false);
        await git.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return new Answer(git.ExitCode, answer, said);
    }

    private static Process Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "--no-pager", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Strays) _ = start.Environment.Remove(name);
        try
        {
            return Process.Start(start) ?? throw new RefusalException(ExitCode.Trouble, "git did not start");
        }
        catch (Win32Exception)
        {
            throw new RefusalException(ExitCode.Trouble, "git is not to be found on the PATH");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes).ConfigureAwait(false);
        return bytes.ToArray();
    }

    private static async Task WriteAsync(StreamWriter input, string text)
    {
        try
        {
            await input.WriteAsync(text).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // git has ended before its time; its exit code says so.
        }
    }

    private static void Kill(Process git)
    {
        try
        {
            git.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
