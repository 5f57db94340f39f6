using System.Diagnostics;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>How long to go on trying while another process holds the file: short waits at first, then longer
/// ones.</summary>
/// <remarks>
/// SQLite can wait by itself, but where it was built without a fine sleep it waits in whole seconds. The waits
/// are uneven,
/// so that two who met do not meet again at each try.
/// </remarks>
/// <param name="allowed">How long in all.</param>
internal sealed class Patience(TimeSpan allowed)
{
    private const double LongestWait = 20;

    private readonly long _started = Stopwatch.GetTimestamp();
    private double _wait = 0.5;

    /// <summary>Whether a failure is worth another try, and after what time.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="wait">How long to wait first.</param>
    /// <returns>True if there is time left.</returns>
    public bool Allows(HistoryStoreException failure, out TimeSpan wait)
    {
        wait = default;
        if (failure.Trouble != StoreTrouble.Busy || Stopwatch.GetElapsedTime(_started) >= allowed) return false;
#pragma warning disable CA5394 // Nothing secret: any unevenness will do.
        wait = TimeSpan.FromMilliseconds(Math.Max(1, _wait * (0.5 + Random.Shared.NextDouble())));
#pragma warning restore CA5394
        _wait = Math.Min(LongestWait, 1.5 * _wait);
        return true;
    }

    /// <summary>Does something, again and again while the file is held.</summary>
    /// <param name="act">What to do; it may be done several times.</param>
    public void Do(Action act)
    {
        while (true)
        {
            try
            {
                act();
                return;
            }
            catch (HistoryStoreException failure) when (Allows(failure, out var wait))
            {
                Thread.Sleep(wait);
            }
        }
    }
}
