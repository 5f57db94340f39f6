namespace Timeline.Storage;

/// <summary>Trouble with what a store stands on: its file, the disk, another process, a server.</summary>
/// <remarks>
/// The message is one line that says what to do. Nothing was written where an operation ends so, unless the trouble is
/// <see cref="StoreTrouble.OutcomeUnknown"/>.
/// </remarks>
public sealed class HistoryStoreException : Exception
{
    /// <summary>An unexplained failure of input or output.</summary>
    public HistoryStoreException()
        : this(StoreTrouble.InputOutput, "the store cannot be read or written")
    {
    }

    /// <summary>A failure of input or output.</summary>
    /// <param name="message">One line that says what to do.</param>
    public HistoryStoreException(string message)
        : this(StoreTrouble.InputOutput, message)
    {
    }

    /// <summary>A failure of input or output.</summary>
    /// <param name="message">One line that says what to do.</param>
    /// <param name="innerException">What was thrown below.</param>
    public HistoryStoreException(string message, Exception innerException)
        : this(StoreTrouble.InputOutput, message, innerException)
    {
    }

    /// <summary>Trouble of a kind.</summary>
    /// <param name="trouble">The kind.</param>
    /// <param name="message">One line that says what to do.</param>
    /// <param name="innerException">What was thrown below.</param>
    public HistoryStoreException(StoreTrouble trouble, string message, Exception? innerException = null)
        : base(message, innerException) => Trouble = trouble;

    /// <summary>The kind of trouble.</summary>
    public StoreTrouble Trouble { get; }

    /// <summary>The history that was hit, where it is known.</summary>
    public string? History { get; private init; }

    /// <summary>The number of the version that was hit, where it is known.</summary>
    public long? Number { get; private init; }

    /// <summary>What is wrong at that place, where bytes are not what was written.</summary>
    public string? Fault { get; private init; }

    /// <summary>A store whose bytes are not what was written.</summary>
    /// <param name="store">Which store, as people name it.</param>
    /// <param name="history">The history that was hit, where it is known.</param>
    /// <param name="number">The version that was hit, where it is known.</param>
    /// <param name="fault">What is wrong, in words.</param>
    /// <param name="innerException">What was thrown below.</param>
    /// <returns>The exception.</returns>
    public static HistoryStoreException Corrupt(
        string store, string? history, long? number, string fault, Exception? innerException = null)
    {
        var place = StorePlace.Of(history, number) is { } at ? $" at {at}" : "";
        var message = $"{store} is damaged{place}: {fault}; heal it from a copy";
        return new(StoreTrouble.Corrupt, message, innerException)
        {
            History = history,
            Number = number,
            Fault = fault,
        };
    }
}
