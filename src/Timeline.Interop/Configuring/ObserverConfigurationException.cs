using System.Collections.Immutable;

namespace Timeline.Configuring;

/// <summary>A configuration of observers cannot be taken; nothing of it was.</summary>
public sealed class ObserverConfigurationException : Exception
{
    /// <summary>An exception without a mistake.</summary>
    public ObserverConfigurationException()
        : this([])
    {
    }

    /// <summary>An exception that says what is wrong with the whole.</summary>
    /// <param name="message">What is wrong.</param>
    public ObserverConfigurationException(string message)
        : this([new("", message)])
    {
    }

    /// <summary>An exception that says what is wrong with the whole, and what caused it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ObserverConfigurationException(string message, Exception? innerException)
        : this([new("", message)], innerException)
    {
    }

    internal ObserverConfigurationException(
        ImmutableArray<ConfigurationProblem> problems, Exception? innerException = null)
        : base(Words(problems), innerException) => Problems = problems;

    /// <summary>All that is wrong, each mistake once, in the order of the configuration.</summary>
    public ImmutableArray<ConfigurationProblem> Problems { get; }

    private static string Words(ImmutableArray<ConfigurationProblem> problems) => problems switch
    {
        [] => "The configuration of observers cannot be taken.",
        [var one] => $"The configuration of observers has a mistake. {one}",
        _ => FormattableString.Invariant($"The configuration of observers has {problems.Length} mistakes.")
            + string.Concat(problems.Select(problem => $"\n  {problem}")),
    };
}
