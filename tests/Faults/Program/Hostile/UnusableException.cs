namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Something was accepted that cannot be used, or refused without words for people.</summary>
internal sealed class UnusableException : Exception
{
    public UnusableException()
    {
    }

    public UnusableException(string message)
        : base(message)
    {
    }

    public UnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
