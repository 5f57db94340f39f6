using Microsoft.Extensions.Logging;
using Timeline.Telemetry;

namespace Timeline.Admission;

/// <summary>What turns a value into the form that is kept, and back when it is read.</summary>
/// <typeparam name="T">The type of the values, the same on both sides.</typeparam>
/// <remarks>
/// Of several the first is next to the caller: they are applied in order on the way in, in reverse order on the way
/// out. That <c>outward(inward(x))</c> is <c>x</c> is theirs to keep. They run without a lock, maybe on many threads at
/// once; outward at every reading. Immutable and safe to share between threads and variables.
/// </remarks>
public sealed class Interceptor<T>
{
    private readonly Func<T, T>? _inward;
    private readonly Func<T, CancellationToken, ValueTask<T>>? _inwardAsync;
    private readonly Func<T, T>? _outward;

    private Interceptor(
        string name,
        Func<T, T>? inward,
        Func<T, CancellationToken, ValueTask<T>>? inwardAsync,
        Func<T, T>? outward)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, _inward, _inwardAsync, _outward) = (name, inward, inwardAsync, outward);
    }

    /// <summary>What the interceptor is called in errors.</summary>
    public string Name { get; }

    /// <summary>Whether it is asynchronous on the way in, so that values are set with <c>SetAsync</c>.</summary>
    public bool IsAsync => _inwardAsync is not null;

    /// <summary>Whether it does something on the way out.</summary>
    internal bool IsOutward => _outward is not null;

    /// <summary>An interceptor of two functions.</summary>
    /// <param name="name">What it is called, for example <c>trim</c>.</param>
    /// <param name="inward">What is kept of a value that is given.</param>
    /// <param name="outward">What is read of a value that is kept; null: the value itself.</param>
    /// <returns>The interceptor.</returns>
    public static Interceptor<T> Of(string name, Func<T, T> inward, Func<T, T>? outward = null)
    {
        ArgumentNullException.ThrowIfNull(inward);
        return new Interceptor<T>(name, inward, null, outward);
    }

    /// <summary>An interceptor that has to be waited for on the way in.</summary>
    /// <param name="name">What it is called, for example <c>enrich</c>.</param>
    /// <param name="inward">What is kept of a value that is given. What it cancels is passed on.</param>
    /// <param name="outward">What is read of a value that is kept; null: the value itself.</param>
    /// <returns>The interceptor.</returns>
    public static Interceptor<T> OfAsync(
        string name, Func<T, CancellationToken, ValueTask<T>> inward, Func<T, T>? outward = null)
    {
        ArgumentNullException.ThrowIfNull(inward);
        return new Interceptor<T>(name, null, inward, outward);
    }

    /// <summary>On the way in, of one that is not asynchronous.</summary>
    internal T In(string variable, T value, ILogger log)
    {
        try
        {
            return _inward!(value);
        }
        catch (Exception error)
        {
            throw Refusal(variable, error, log);
        }
    }

    /// <summary>On the way in, of any.</summary>
    internal async ValueTask<T> InAsync(string variable, T value, ILogger log, CancellationToken cancellation)
    {
        if (_inwardAsync is null) return In(variable, value, log);
        try
        {
            return await _inwardAsync(value, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Refusal(variable, error, log);
        }
    }

    private InterceptorFailedException Refusal(string variable, Exception error, ILogger log)
    {
        Refusals.Tell(log, variable, "interceptor");
        return new(variable, Name, true, error);
    }

    /// <summary>On the way out.</summary>
    internal T Out(string variable, T value)
    {
        if (_outward is null) return value;
        try
        {
            return _outward(value);
        }
        catch (Exception error)
        {
            throw new InterceptorFailedException(variable, Name, false, error);
        }
    }
}
