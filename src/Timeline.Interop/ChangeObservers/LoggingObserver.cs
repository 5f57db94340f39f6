using System.Globalization;
using LanguageExt;
using Microsoft.Extensions.Logging;
using Timeline.ChangeLogs;

namespace Timeline.ChangeObservers;

/// <summary>Says every entry to a log: who did what, where; what it was and has become only if that is asked
/// for.</summary>
/// <remarks>
/// Each field is one of the message, so that a log that is structured can be asked for it. Paths hold the keys of
/// dictionaries; values are left out unless told otherwise, as logs are read by others than the data is. What steers a
/// terminal or ends a line stands as an escape. As safe to call from any thread as the log.
/// </remarks>
public sealed class LoggingObserver : IObserver<ChangeEntry>
{
    private const int LongestValue = 200;

    private readonly ILogger _logger;
    private readonly bool _withValues;

    /// <summary>An observer that says entries to a log.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="level">The level of the messages.</param>
    /// <param name="withValues">Whether they say the values before and after, cut short.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is none.</exception>
    public LoggingObserver(ILogger logger, LogLevel level = LogLevel.Information, bool withValues = false)
    {
        ArgumentNullException.ThrowIfNull(logger);
        if (level is < LogLevel.Trace or > LogLevel.Critical)
            throw new ArgumentOutOfRangeException(nameof(level), level, "It is one from Trace to Critical.");
        _logger = logger;
        Level = level;
        _withValues = withValues;
    }

    /// <summary>The level of the messages.</summary>
    public LogLevel Level { get; }

    /// <summary>Says an entry. Nothing is made of it where the level is off.</summary>
    /// <param name="value">The entry.</param>
    public void OnNext(ChangeEntry value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!_logger.IsEnabled(Level)) return;
        var path = value.Path.IsRoot ? "(root)" : Plain(value.Path.ToString());
        var actor = value.Actor.Length == 0 ? "nobody" : Plain(value.Actor);
        var (action, kind, method) = (ChangeWords.Of(value.Action), ChangeWords.Of(value.Kind), Plain(value.Method));
        var id = value.Id;
        if (_withValues)
        {
            _logger.ChangeMadeWithValues(
                Level, action, path, kind, id.Container, actor, method, id.Number, Short(value.Before),
                Short(value.After));
        }
        else
        {
            _logger.ChangeMade(Level, action, path, kind, id.Container, actor, method, id.Number);
        }
    }

    /// <summary>Does nothing.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>Does nothing.</summary>
    /// <param name="error">What ended the source.</param>
    public void OnError(Exception error)
    {
    }

    private static string Short(Option<ChangeContent> content) => content.Match(
        Some: there => Plain(there.Value.ToString()),
        None: () => "nothing");

    // A key with a line's end in it would be a message of its own.
    private static string Plain(string text)
    {
        var shown = text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue), "...");
        return shown.Any(Steers)
            ? string.Concat(shown.Select(letter => Steers(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"))
            : shown;
    }

    private static bool Steers(char letter) => letter is < ' ' or >= '\x7f'
        && char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
