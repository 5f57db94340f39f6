namespace Timeline.Cli.Commands;

/// <summary>Who is at the keyboard.</summary>
internal static class Users
{
    // The first that is set names the user: ours, then git's, then those of Unix and of Windows.
    private static readonly string[] Variables = ["TIMELINE_ACTOR", "GIT_AUTHOR_NAME", "USER", "LOGNAME", "USERNAME"];

    /// <summary>The user's name from the environment.</summary>
    /// <returns>The name, or the system's name for the account.</returns>
    public static string Current() =>
        Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))
        ?? Environment.UserName;
}
