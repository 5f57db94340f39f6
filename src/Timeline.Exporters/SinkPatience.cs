using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Timeline.Exporters;

/// <summary>Tries something at a sink until it succeeds, is refused, or was tried often enough.</summary>
internal static class SinkPatience
{
    /// <summary>The pipeline of an exporter.</summary>
    /// <param name="options">How it tries.</param>
    /// <param name="failed">Hears what was thrown, and the how-manieth failure in a row it was.</param>
    public static ResiliencePipeline Of(ExporterOptions options, Action<Exception, int> failed)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        var retry = options.Retry;
        if (retry.MaximumTries is null or > 1)
        {
            _ = builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } thrown and not SinkRefusedException
                    && !arguments.Context.CancellationToken.IsCancellationRequested),
                MaxRetryAttempts = retry.MaximumTries - 1 ?? int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = retry.Jitter,
                Delay = retry.FirstPause < retry.MaximumPause ? retry.FirstPause : retry.MaximumPause,
                MaxDelay = retry.MaximumPause,
                DelayGenerator = arguments => ValueTask.FromResult(Asked(arguments.Outcome.Exception, retry)),
                OnRetry = arguments =>
                {
                    failed(arguments.Outcome.Exception!, arguments.AttemptNumber + 1);
                    return default;
                },
            });
        }

        if (options.AttemptTimeout != Timeout.InfiniteTimeSpan)
            _ = builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout });
        return builder.Build();
    }

    /// <summary>How long the sink asks to wait; null where it does not, or for no time, which from a server may be a
    /// clock that is slow: then it is tried as if it had not asked, and never without a pause.</summary>
    private static TimeSpan? Asked(Exception? thrown, RetryOptions retry)
    {
        if (thrown is not SinkBusyException { RetryAfter: { } asked }) return null;
        var pause = asked < retry.MaximumAskedPause ? asked : retry.MaximumAskedPause;
        return pause > TimeSpan.Zero ? pause : null;
    }
}
