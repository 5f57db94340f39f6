namespace Timeline.Merges;

/// <summary>Replays merges that people made, with this library and with <c>git merge-file</c>, and compares.</summary>
public static class MergesCommand
{
    private const string Usage = """
        Replays real merges of a JSON file, structured and as text, and compares both with what was committed.

        usage: merges FOLDER [--json]      a folder of cases, each a folder with base.json, ours.json, theirs.json
                                           and committed.json
               merges REPO FILE [--json]   the merges in the history of a git repository that both sides of which
                                           changed FILE, a path in the repository
        """;

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What stands after its name.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="errors">Where the one line of an error goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            return await AnswerAsync(arguments, output, cancellation).ConfigureAwait(false);
        }
        catch (RefusalException refusal)
        {
            return await RefuseAsync(errors, refusal.ExitCode, refusal.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await RefuseAsync(errors, ExitCode.Interrupted, "interrupted").ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(errors, ExitCode.Trouble, trouble.Message).ConfigureAwait(false);
        }
    }

    private static async Task<int> AnswerAsync(
        IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellation)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await output.WriteLineAsync(Usage).ConfigureAwait(false);
            return ExitCode.Done;
        }

        var json = arguments.Contains("--json");
        string[] names = [.. arguments.Where(argument => argument != "--json")];
        if (names.FirstOrDefault(name => name.StartsWith('-')) is { } unknown)
            throw new RefusalException(ExitCode.Misuse, $"there is no option '{unknown}'; see --help");

        var cases = names switch
        {
            [var folder] => CaseFolder.ReadAsync(folder, cancellation),
            [var repository, var file] => new GitMerges(repository).ReplayAsync(file, cancellation),
            _ => throw new RefusalException(
                ExitCode.Misuse, "name a folder of cases, or a repository and a file; see --help"),
        };
        var results = new List<CaseResult>();
        await foreach (var merge in cases.ConfigureAwait(false))
            results.Add(await CaseResult.OfAsync(merge, cancellation).ConfigureAwait(false));
        if (results.Count == 0) throw new RefusalException(ExitCode.Trouble, $"there is no merge in '{names[0]}'");

        var report = new MergeReport(results);
        await output.WriteLineAsync(json ? report.ToJson() : report.ToText()).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> RefuseAsync(TextWriter errors, int exitCode, string message)
    {
        await errors.WriteLineAsync($"error: {message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        return exitCode;
    }
}
