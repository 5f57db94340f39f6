namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>A clock that stands still.</summary>
internal sealed class Clock : TimeProvider
{
    public static Clock Still { get; } = new();

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
}
