using System.Diagnostics;
using Polly;
using Polly.Retry;

namespace Timeline.Postgres;

/// <summary>How long to go on trying while a server cannot be reached: short waits at first, then longer ones, all
/// uneven.</summary>
/// <remarks>What it does again must have had no effect: a transaction that was not asked to commit.</remarks>
internal sealed class Patience(TimeSpan allowed)
{
    private const int MostOvertaken = 3;

    private static readonly ResiliencePropertyKey<long> Started = new("timeline.started");
    private static readonly ResiliencePropertyKey<int> Overtaken = new("timeline.overtaken");

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is { } failure
                && Trouble.IsPassing(failure)
                && (IsTimeLeft(arguments.Context, allowed) || IsToBeSeen(arguments.Context, failure))),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(10),
            MaxDelay = TimeSpan.FromMilliseconds(500),
        })
        .Build();

    /// <summary>Does something, again and again while the server is away.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="act">What to do; it may be done several times.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>What it gave in the end.</returns>
    public async ValueTask<T> Do<T>(Func<CancellationToken, ValueTask<T>> act, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellation);
        try
        {
            context.Properties.Set(Started, Stopwatch.GetTimestamp());
            return await _pipeline.ExecuteAsync(
                static (running, act) => act(running.CancellationToken), context, act).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsTimeLeft(ResilienceContext context, TimeSpan allowed) =>
        Stopwatch.GetElapsedTime(context.Properties.GetValue(Started, 0)) < allowed;

    /// <summary>Whether another was first. All the time may have passed in waiting for him; what he did is there now,
    /// and is to be seen, or it would be taken for a fault of the tables.</summary>
    private static bool IsToBeSeen(ResilienceContext context, Exception failure)
    {
        if (!Trouble.IsOvertaken(failure)) return false;
        var times = context.Properties.GetValue(Overtaken, 0) + 1;
        context.Properties.Set(Overtaken, times);
        return times <= MostOvertaken;
    }
}
