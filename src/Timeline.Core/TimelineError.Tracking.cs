using Timeline.Tracking;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>Something a change tracker was asked for and cannot do; its state is as it was.</summary>
    /// <param name="Fault">What kind of thing went wrong.</param>
    /// <param name="Variable">The id of the variable; 0 if it is about none.</param>
    /// <param name="Path">The path of the variable as it was written; empty for none.</param>
    /// <param name="Reason">What is wrong and what would be right, in a line.</param>
    /// <param name="Cause">What the program's own code threw; null for nothing.</param>
    public sealed record Tracking(
        TrackingFault Fault, long Variable, string Path, string Reason, Exception? Cause = null) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => (Variable, Path.Length) switch
        {
            (0, 0) => Reason,
            (0, _) => $"{Quoted(Path)}: {Reason}",
            (_, 0) => Worded($"variable {Variable}: {Reason}"),
            _ => Worded($"variable {Variable}, {Quoted(Path)}: {Reason}"),
        };
    }
}
