using Microsoft.Extensions.Logging;

namespace Timeline.Tests.Unit.Observing;

/// <summary>A log that keeps what is written to it.</summary>
internal sealed class Logged : ILogger
{
    public List<(LogLevel Level, EventId Id, string Text)> Entries { get; } = [];

    public List<string> Lines => [.. Entries.Select(entry => entry.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((logLevel, eventId, formatter(state, exception)));
}
