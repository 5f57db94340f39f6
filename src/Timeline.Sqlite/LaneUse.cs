namespace Timeline.Sqlite;

/// <summary>Whether texts are worth hashing side by side.</summary>
/// <remarks>
/// Compiling what does so takes as long as hashing some thousands of texts one by one: a command that answers one
/// question is over before, a process that stays gets there soon.
/// </remarks>
internal static class LaneUse
{
    private const int Fewest = 4096;

    private static int Seen;

    /// <summary>Counts texts that are about to be hashed.</summary>
    /// <param name="texts">How many.</param>
    /// <returns>Whether the process has had enough of them.</returns>
    public static bool For(int texts)
    {
        // Threads may count over each other: it is about time alone.
        if (Seen < Fewest) Seen += Math.Min(texts, Fewest);
        return Seen >= Fewest;
    }
}
