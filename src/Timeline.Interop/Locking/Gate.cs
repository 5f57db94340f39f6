using System.Runtime.CompilerServices;

namespace Timeline.Locking;

/// <summary>A lock for what takes a moment: whoever holds it never waits for anybody, and may take it again.</summary>
/// <remarks>
/// <para>To take it is one compare-and-swap, to let go of it one write, since nobody has to be woken: who finds it
/// taken looks again a few times, for two microseconds in all, and then sleeps a millisecond. Where threads set as
/// fast as they can, one of them so goes on alone for that long, with all it needs in the caches of its own processor;
/// to hand it over at every set costs more than the set.</para>
/// <para>Nobody starves: who was passed over <see cref="MostNaps"/> times reserves it, and then only whoever holds it
/// comes before him.</para>
/// </remarks>
internal sealed class Gate
{
    /// <summary>After how many sleeps in vain it is reserved.</summary>
    internal const int MostNaps = 8;

    // In units of Thread.SpinWait, which are of one length on all processors; each look waits twice as long as the one
    // before.
    private const int FirstPause = 4;
    private const int LastPause = 32;

    // The number of the thread; 0 for none.
    private int _holder;

    // How many have reserved it, and how many of them had their turn: it goes by the order of reserving.
    private uint _reserved;
    private uint _served;

    // How often the holder has taken it again.
    private int _depth;

    /// <summary>Whether the thread that asks holds it.</summary>
    public bool IsHeldByCurrentThread => Volatile.Read(ref _holder) == Environment.CurrentManagedThreadId;

    /// <summary>Takes it, and lets go of it when what is returned is disposed of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Holding Hold()
    {
        Enter();
        return new(this);
    }

    /// <summary>Takes it; <see cref="Exit"/> is called once for each time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        var self = Environment.CurrentManagedThreadId;
        if (_reserved != _served || Interlocked.CompareExchange(ref _holder, self, 0) != 0) EnterTaken(self);
    }

    /// <summary>Lets go of it. The caller holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit()
    {
        if (_depth == 0) Volatile.Write(ref _holder, 0);
        else _depth--;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterTaken(int self)
    {
        if (Volatile.Read(ref _holder) == self)
        {
            _depth++;
            return;
        }

        for (var pause = FirstPause; pause <= LastPause; pause *= 2)
        {
            Thread.SpinWait(pause);
            if (TryEnter(self)) return;
        }

        for (var naps = 0; naps < MostNaps; naps++)
        {
            Thread.Sleep(1);
            if (TryEnter(self)) return;
        }

        EnterReserved(self);
    }

    private bool TryEnter(int self) => Volatile.Read(ref _reserved) == Volatile.Read(ref _served)
        && Volatile.Read(ref _holder) == 0
        && Interlocked.CompareExchange(ref _holder, self, 0) == 0;

    /// <summary>Takes it before all who have not reserved it yet.</summary>
    private void EnterReserved(int self)
    {
        var turn = unchecked(Interlocked.Increment(ref _reserved) - 1);
        SpinWait wait = default;
        try
        {
            while (Volatile.Read(ref _served) != turn) wait.SpinOnce();
            while (Interlocked.CompareExchange(ref _holder, self, 0) != 0) wait.SpinOnce();
        }
        finally
        {
            // Also who is interrupted while he waits has to pass the turn on, once it is his.
            while (Volatile.Read(ref _served) != turn) _ = Thread.Yield();
            Volatile.Write(ref _served, unchecked(turn + 1));
        }
    }

    /// <summary>Lets go of a gate at its end.</summary>
    internal readonly ref struct Holding(Gate gate)
    {
        /// <summary>Lets go.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => gate.Exit();
    }
}
