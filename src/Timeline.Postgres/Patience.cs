using System.Diagnostics;
using Polly;
using Polly.Retry;

namespace Timeline.Postgres;

/// <summary>How long to go on trying while a server cannot be reached: short waits at first, then longer ones, all
/// uneven.</summary>
/// <remarks>What it does again must have had no effect: a transaction that was not asked to commit.</remarks>
internal sealed class Patience(TimeSpan allowed)
{
    private static readonly ResiliencePropertyKey<long> Started = new("timeline.started");

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is { } failure
                && Trouble.IsPassing(failure)
                && Stopwatch.GetElapsedTime(arguments.Context.Properties.GetValue(Started, 0)) < allowed),
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
}
