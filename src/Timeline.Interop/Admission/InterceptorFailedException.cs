namespace Timeline.Admission;

/// <summary>An interceptor threw; on the way in nothing was recorded, and nobody was told.</summary>
/// <remarks>
/// What it threw is the inner exception. It is wrapped, for else a caller could not tell what its own code threw from
/// what the variable throws; only <see cref="OperationCanceledException"/> of an asynchronous one passes as it is.
/// </remarks>
public sealed class InterceptorFailedException : InvalidOperationException
{
    /// <summary>An exception without a word.</summary>
    public InterceptorFailedException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    public InterceptorFailedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    /// <param name="innerException">The cause.</param>
    public InterceptorFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal InterceptorFailedException(string variable, string interceptor, bool isInward, Exception cause)
        : base(
            $"The interceptor '{interceptor}' of '{variable}' failed on the way {(isInward ? "in" : "out")}: "
                + Words.Of(cause),
            cause) => (Variable, Interceptor, IsInward) = (variable, interceptor, isInward);

    /// <summary>The name of the variable; empty if the exception was not made by one.</summary>
    public string Variable { get; } = "";

    /// <summary>The name of the interceptor.</summary>
    public string Interceptor { get; } = "";

    /// <summary>Whether it failed on a value's way in, so that nothing was recorded.</summary>
    public bool IsInward { get; }
}
