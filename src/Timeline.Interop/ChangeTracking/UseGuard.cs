using System.Diagnostics;
using System.Reflection;

namespace Timeline.ChangeTracking;

/// <summary>Sees to it that a tracker is not used by two threads at once, nor changed while it looks.</summary>
/// <param name="seesThreads">Whether the first is found out, which costs an atomic exchange for each use.</param>
internal sealed class UseGuard(bool seesThreads)
{
    private int _thread;
    private int _depth;
    private bool _isLooking;

    /// <summary>Whether the program was built to be debugged.</summary>
    internal static bool IsDebugBuild { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    /// <summary>Begins a use that changes nothing that a look under way would miss.</summary>
    internal Use Ask()
    {
        Take();
        return new Use(this, _isLooking);
    }

    /// <summary>Begins a use that may change the tracker.</summary>
    internal Use Change()
    {
        Take();
        if (!_isLooking) return new Use(this, false);
        Leave();
        throw new InvalidOperationException(
            "The tracker is looking at variables: what it asks on the way, like a getter, may not change it.");
    }

    /// <summary>Begins a look at variables, which code of the program's may be asked for.</summary>
    internal Use Look()
    {
        var use = Change();
        _isLooking = true;
        return use;
    }

    private void Take()
    {
        if (seesThreads)
        {
            var mine = Environment.CurrentManagedThreadId;
            var other = Interlocked.CompareExchange(ref _thread, mine, 0);
            if (other != 0 && other != mine)
            {
                throw new InvalidOperationException(
                    "Two threads use the tracker at once. It is for one at a time: share a lock around it.");
            }
        }

        _depth++;
    }

    private void Leave()
    {
        _depth--;
        if (seesThreads && _depth == 0) Volatile.Write(ref _thread, 0);
    }

    /// <summary>A use; it ends when disposed of.</summary>
    internal readonly ref struct Use(UseGuard guard, bool wasLooking)
    {
        public void Dispose()
        {
            guard._isLooking = wasLooking;
            guard.Leave();
        }
    }
}
