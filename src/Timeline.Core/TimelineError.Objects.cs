namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>An object that cannot be seen as a tree.</summary>
    /// <param name="Path">The JSON Pointer to the part that cannot.</param>
    /// <param name="Type">The type of that part.</param>
    /// <param name="Reason">Why it cannot.</param>
    public sealed record ObjectUnreadable(string Path, string Type, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"cannot see the {Type}{(Path.Length == 0 ? string.Empty : $" at {Quoted(Path)}")}: {Reason}";
    }

    /// <summary>A value that cannot be made an object of a type.</summary>
    /// <param name="Path">The JSON Pointer to the part that cannot.</param>
    /// <param name="Type">The type that it should become.</param>
    /// <param name="Reason">Why it cannot.</param>
    public sealed record ObjectUnwritable(string Path, string Type, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"cannot make a {Type} of {(Path.Length == 0 ? "the value" : $"what is at {Quoted(Path)}")}: {Reason}";
    }

    /// <summary>A pattern that stands for no path of any object of a type.</summary>
    /// <param name="Pattern">The pattern.</param>
    /// <param name="Path">The steps of it up to the part that has no such step, as a JSON Pointer.</param>
    /// <param name="Type">The type of that part.</param>
    /// <param name="Reason">What the part has instead.</param>
    public sealed record PatternUnfit(string Pattern, string Path, string Type, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"the pattern {Quoted(Pattern)} fits nothing: "
            + $"the {Type}{(Path.Length == 0 ? string.Empty : $" at {Quoted(Path)}")} {Reason}";
    }
}
