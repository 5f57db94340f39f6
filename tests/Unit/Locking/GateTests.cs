using Timeline.Locking;

namespace Timeline.Tests.Unit.Locking;

/// <summary>What holds of the lock of a variable, whoever comes and however often.</summary>
public sealed class GateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly Gate _gate = new();

    [Fact]
    public void One_thread_at_a_time_holds_it()
    {
        const int Times = 200_000;
        var count = 0;
        Together(4, _ =>
        {
            for (var i = 0; i < Times; i++)
                using (_gate.Hold()) count++;
        });
        Assert.Equal(4 * Times, count);
    }

    [Fact]
    public void Who_holds_it_may_take_it_again_and_lets_go_with_the_last()
    {
        Assert.False(_gate.IsHeldByCurrentThread);
        using (_gate.Hold())
        {
            using (_gate.Hold()) Assert.True(_gate.IsHeldByCurrentThread);
            Assert.True(_gate.IsHeldByCurrentThread);
            var other = Begin(() =>
            {
                Assert.False(_gate.IsHeldByCurrentThread);
                using (_gate.Hold()) Assert.True(_gate.IsHeldByCurrentThread);
            });
            Assert.False(other.Join(TimeSpan.FromMilliseconds(50)));
            _gate.Exit();
            Assert.True(other.Join(Long));
            _gate.Enter();
        }

        Assert.False(_gate.IsHeldByCurrentThread);
    }

    [Fact]
    public void What_is_thrown_under_it_lets_go_of_it()
    {
        _ = Assert.Throws<InvalidOperationException>(Throw);
        Together(2, _ => _gate.Hold().Dispose());

        void Throw()
        {
            using (_gate.Hold()) throw new InvalidOperationException();
        }
    }

    // Who takes it again at once leaves it free for a moment in thousands: by luck alone these would need a minute.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Nobody_starves_beside_one_who_takes_it_again_and_again(int waiters)
    {
        var isOver = false;
        var greedy = Begin(() =>
        {
            while (!Volatile.Read(ref isOver))
                using (_gate.Hold()) Thread.Sleep(5);
        });
        var entered = 0;
        Together(waiters, _ =>
        {
            for (var i = 0; i < 10; i++)
                using (_gate.Hold()) entered++;
        });
        Volatile.Write(ref isOver, true);
        Assert.True(greedy.Join(Long));
        Assert.Equal(10 * waiters, entered);
    }

    [Fact]
    public void Who_is_interrupted_while_he_waits_holds_up_nobody()
    {
        var wasInterrupted = false;
        Thread interrupted;
        using (_gate.Hold())
        {
            interrupted = Begin(() =>
            {
                try
                {
                    _gate.Hold().Dispose();
                }
                catch (ThreadInterruptedException)
                {
                    wasInterrupted = true;
                }
            });

            // By then it has reserved the gate.
            Thread.Sleep(20 * Gate.MostNaps);
            interrupted.Interrupt();
            Assert.True(interrupted.Join(Long));
        }

        Assert.True(wasInterrupted);
        Together(4, _ =>
        {
            for (var i = 0; i < 1000; i++) _gate.Hold().Dispose();
        });
    }

    private static void Together(int threads, Action<int> run)
    {
        Thread[] begun = [.. Enumerable.Range(0, threads).Select(number => Begin(() => run(number)))];
        Assert.All(begun, thread => Assert.True(thread.Join(Long)));
    }

    private static Thread Begin(Action run)
    {
        var thread = new Thread(() => run()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
