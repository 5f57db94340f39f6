namespace Timeline.Tests.Faults.Injecting;

/// <summary>A call of the system that a traced process made.</summary>
/// <param name="Thread">The thread that made it.</param>
/// <param name="Name">Which call: <c>write</c>, <c>fsync</c>.</param>
/// <param name="Number">The how many-th of this name and thread, from 1 on: what a fault is aimed at.</param>
/// <param name="Text">The whole line of the trace.</param>
internal sealed record SystemCall(int Thread, string Name, int Number, string Text)
{
    /// <summary>Whether a fault was put in its place.</summary>
    public bool IsInjected => Text.Contains("(INJECTED)", StringComparison.Ordinal);

    /// <summary>Its name and number, as messages name it.</summary>
    public override string ToString() => $"{Name} {Number}";
}
