namespace Timeline;

/// <summary>
/// What can go wrong at run time, as data: a closed set of records that carry what a person needs to mend it.
/// </summary>
/// <remarks>
/// Core returns these in <c>Either&lt;TimelineError, T&gt;</c> and never throws them. The cases stand in one file per
/// concept (<c>TimelineError.Values.cs</c> and so on); <see cref="Message"/> is rendered from the data.
/// Immutable and safe to share between threads.
/// </remarks>
public abstract partial record TimelineError
{
    private TimelineError()
    {
    }

    /// <summary>One line, in plain words, that names the place and says what is wrong.</summary>
    public abstract string Message { get; }

    /// <summary>The <see cref="Message"/>.</summary>
    /// <returns>One line of text.</returns>
    public sealed override string ToString() => Message;
}
