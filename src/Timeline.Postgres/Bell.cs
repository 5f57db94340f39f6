using Npgsql;

namespace Timeline.Postgres;

/// <summary>Wakes who waits for events, in this process and, through the server, in others.</summary>
/// <remarks>
/// It is a hint and no more: a signal may be lost with its connection, so whoever waits also looks by himself now and
/// then.
/// The server is told after the commit and in a transaction of its own: one that notifies keeps every other such commit
/// waiting while it is flushed. Signals that come while one is being sent become one.
/// </remarks>
internal sealed class Bell(Database database) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // Whoever saves without a pause is not to send as many signals as events: one in this time wakes the others as
    // well.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _starting = new();
    private TaskCompletionSource _next = NewSignal();
    private Task _listening = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private bool _isListening;
    private bool _isClosed;
    private int _unsent;

    /// <summary>Ends when it is rung after now; from here on the server is listened to.</summary>
    public Task Next
    {
        get
        {
            if (!Volatile.Read(ref _isListening)) StartListening();
            return Volatile.Read(ref _next).Task;
        }
    }

    private string Channel => $"timeline_{database.Options.Schema}";

    /// <summary>Wakes everyone; the others get to know in the background.</summary>
    public void Ring()
    {
        Wake();
        if (Interlocked.Increment(ref _unsent) > 1) return;
        lock (_starting)
        {
            if (!_closing.IsCancellationRequested) _sending = Send(_closing.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true)) return;
        await _closing.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_starting) running = [_listening, _sending];
        await Task.WhenAll(running).ConfigureAwait(false);
        _closing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake() => Interlocked.Exchange(ref _next, NewSignal()).SetResult();

    private void StartListening()
    {
        lock (_starting)
        {
            if (_isListening || _closing.IsCancellationRequested) return;
            _listening = Listen(_closing.Token);
            _isListening = true;
        }
    }

    private async Task Send(CancellationToken cancellation)
    {
        await Task.Yield();
        while (true)
        {
            var seen = Volatile.Read(ref _unsent);
            await Attempt(
                async connection =>
                    _ = await connection.Batch("SELECT pg_notify($1, '')", Channel).Run(cancellation)
                        .ConfigureAwait(false),
                cancellation).ConfigureAwait(false);
            await Task.Delay(Rest, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Interlocked.CompareExchange(ref _unsent, 0, seen) == seen || cancellation.IsCancellationRequested)
                return;
        }
    }

    private async Task Listen(CancellationToken cancellation)
    {
        await Task.Yield();
        while (!cancellation.IsCancellationRequested)
        {
            await Attempt(
                async connection =>
                {
                    connection.Notification += (_, _) => Wake();
                    _ = await connection.Batch($"LISTEN {Channel}").Run(cancellation).ConfigureAwait(false);

                    // Something may have come before.
                    Wake();
                    while (true) await connection.WaitAsync(cancellation).ConfigureAwait(false);
                },
                cancellation).ConfigureAwait(false);
            await Task.Delay(Pause, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does something on a connection; a server that is away is only a hint that is lost.</summary>
    private async Task Attempt(Func<NpgsqlConnection, Task> act, CancellationToken cancellation)
    {
        try
        {
            var connection = await database.Connect(cancellation).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            await act(connection).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is NpgsqlException or OperationCanceledException or InvalidOperationException)
        {
            // A data source that was closed under the store says InvalidOperationException.
        }
    }
}
