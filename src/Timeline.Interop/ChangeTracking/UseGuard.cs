using System.Diagnostics;
using System.Reflection;

namespace Timeline.ChangeTracking;

/// <summary>Sees to it that a tracker is not used by two threads at once, nor changed while it looks.</summary>
/// <param name="seesThreads">Whether the first is found out, which costs an atomic exchange for each use.</param>
internal sealed class UseGuard(bool seesThreads)
{
    private int _thread;
    private int _depth;

    // The thread that looks, also where threads are not told apart by the use; 0 for none.
    private int _looker;

    /// <summary>Whether the program was built to be debugged.</summary>
    internal static bool IsDebugBuild { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    /// <summary>Begins a use that changes nothing that a look under way would miss.</summary>
    internal Use Ask()
    {
        Take();
        return new Use(this, 0);
    }

    /// <summary>Begins a use that may change the tracker.</summary>
    internal Use Change()
    {
        Take();
        var looker = Volatile.Read(ref _looker);
        if (looker == 0) return new Use(this, 0);
        Leave();
        throw looker == Environment.CurrentManagedThreadId
            ? new InvalidOperationException(
                "The tracker is looking at variables: what it asks on the way, like a getter, may not change it.")
            : TwoThreads();
    }

    /// <summary>Begins a look at variables, which code of the program's may be asked for.</summary>
    internal Use Look()
    {
        _ = Change();
        var looker = Environment.CurrentManagedThreadId;
        Volatile.Write(ref _looker, looker);
        return new Use(this, looker);
    }

    private void Take()
    {
        if (seesThreads)
        {
            var mine = Environment.CurrentManagedThreadId;
            var other = Interlocked.CompareExchange(ref _thread, mine, 0);
            if (other != 0 && other != mine) throw TwoThreads();
        }

        _depth++;
    }

    private static InvalidOperationException TwoThreads() =>
        new("Two threads use the tracker at once. It is for one at a time: share a lock around it.");

    private void Leave()
    {
        _depth--;
        if (seesThreads && _depth == 0) Volatile.Write(ref _thread, 0);
    }

    /// <summary>A use; it ends when disposed of.</summary>
    /// <param name="guard">Of which guard.</param>
    /// <param name="looker">The thread that began to look by it; 0 if it is no look.</param>
    internal readonly ref struct Use(UseGuard guard, int looker)
    {
        public void Dispose()
        {
            // Not a look that another thread has begun meanwhile.
            if (looker != 0 && guard._looker == looker) Volatile.Write(ref guard._looker, 0);
            guard.Leave();
        }
    }
}
