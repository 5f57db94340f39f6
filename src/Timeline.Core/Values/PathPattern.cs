using LanguageExt;

namespace Timeline.Values;

/// <summary>
/// A set of paths: a path in which <c>*</c> stands for any one step and <c>**</c> for any number of steps.
/// </summary>
/// <remarks>
/// Written as a path is: <c>/items/*/price</c>, <c>items[*].price</c>, <c>**.price</c>. A star stands for a whole step,
/// so a key that holds a star can only be matched by one. Immutable and safe to share between threads.
/// </remarks>
public sealed class PathPattern : IEquatable<PathPattern>
{
    internal const string AnyStep = "*";
    internal const string AnySteps = "**";

    private readonly PathSegment[] _steps;
    private readonly string _text;

    private PathPattern(ValuePath path)
    {
        _steps = [.. path.Segments];
        _text = path.ToString();
    }

    /// <summary>Whether it names an index, or a key that is spelled like one.</summary>
    internal bool NamesIndex => _steps.Any(step => step.IsIndex);

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">A JSON Pointer or the dotted form, with stars for steps; empty for the root alone.</param>
    /// <returns>The pattern, or <see cref="TimelineError.PathInvalid"/>.</returns>
    public static Either<TimelineError, PathPattern> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = ValuePath.Parse(text.Replace("[*]", "[\"*\"]", StringComparison.Ordinal));
        if (reading.IsLeft) return (TimelineError)reading;
        var path = (ValuePath)reading;
        foreach (var step in path.Segments)
        {
            if (!step.Text.Contains('*', StringComparison.Ordinal) || step.Text is AnyStep or AnySteps) continue;
            return new TimelineError.PathInvalid(text, "'*' and '**' stand for whole steps, not for a part of one");
        }

        return new PathPattern(path);
    }

    /// <summary>The pattern written so; for patterns that stand in a program.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentException">The text is no pattern; the message says why.</exception>
    public static PathPattern Of(string text) => Parse(text).Match(
        Right: pattern => pattern,
        Left: error => throw new ArgumentException(error.Message, nameof(text)));

    /// <summary>The steps, of which some are stars.</summary>
    internal ReadOnlySpan<PathSegment> Steps => _steps;

    /// <summary>Whether the pattern stands for a path. O(steps of the path × steps of the pattern) at most.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True if the steps of the pattern can be laid over all steps of the path.</returns>
    public bool Matches(ValuePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var steps = path.Segments;
        var (at, next) = (0, 0);

        // Where the last "**" stands and how far it reaches; a mismatch behind it makes it reach one step further.
        var (stars, reached) = (-1, 0);
        while (at < steps.Count)
        {
            if (next < _steps.Length && _steps[next].Text == AnySteps)
            {
                (stars, reached) = (next++, at);
            }
            else if (next < _steps.Length && (_steps[next].Text == AnyStep || _steps[next] == steps[at]))
            {
                next++;
                at++;
            }
            else if (stars >= 0)
            {
                next = stars + 1;
                at = ++reached;
            }
            else
            {
                return false;
            }
        }

        while (next < _steps.Length && _steps[next].Text == AnySteps) next++;
        return next == _steps.Length;
    }

    /// <inheritdoc/>
    public bool Equals(PathPattern? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PathPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pattern in the form of a JSON Pointer.</summary>
    /// <returns>For example <c>/items/*/price</c>.</returns>
    public override string ToString() => _text;
}
