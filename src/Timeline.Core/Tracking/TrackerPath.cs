using System.Globalization;
using System.Text;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Tracking;

/// <summary>The way from an object to something in it: members, keys, indexes, calls.</summary>
/// <remarks>
/// Written with dots: <c>Address.City</c>, <c>items.0</c> or <c>items[0]</c>, <c>Name()</c>, <c>Name(_)</c>, a key with
/// dots, brackets or the like as <c>["a.b"]</c>. Law: <see cref="ToString"/> gives a text that is read as an equal
/// path, where it is not longer than <see cref="Parse"/> takes. Immutable, safe to share between threads, and equal to
/// a path of the same steps.
/// </remarks>
public sealed class TrackerPath : IEquatable<TrackerPath>
{
    /// <summary>The path of no steps, to the object itself.</summary>
    public static readonly TrackerPath Root = new([]);

    private readonly PathStep[] _steps;
    private string? _text;

    internal TrackerPath(PathStep[] steps)
    {
        _steps = steps;
        HasCall = steps.Any(step => step.Kind is PathStepKind.Call or PathStepKind.CallWith);
    }

    /// <summary>The steps from the outside in.</summary>
    public ReadOnlySpan<PathStep> Steps => _steps;

    /// <summary>Whether there are no steps.</summary>
    public bool IsRoot => _steps.Length == 0;

    /// <summary>Whether a method is called on the way, with or without an argument.</summary>
    public bool HasCall { get; }

    /// <summary>Whether the last step is a call without an argument: <c>Name()</c>.</summary>
    public bool EndsInCall => !IsRoot && _steps[^1].Kind == PathStepKind.Call;

    /// <summary>Whether the last step is a call with an argument, <c>Name(_)</c>, so that it can only be set.</summary>
    public bool EndsInCallWith => !IsRoot && _steps[^1].Kind == PathStepKind.CallWith;

    /// <summary>Reads a path.</summary>
    /// <param name="text">
    /// The text; the empty one is <see cref="Root"/>. Digits without leading zeros are an index, unless they stand in
    /// quotes. Its steps have up to 1,048,576 characters together.
    /// </param>
    /// <returns>The path, or what is wrong and where.</returns>
    public static Either<TimelineError, TrackerPath> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TrackerPathReader(text);
        var path = reader.Read();
        return path.IsLeft || reader.IsAtEnd
            ? path
            : reader.Wrong("a question mark in a key stands in brackets and quotes");
    }

    /// <inheritdoc/>
    public bool Equals(TrackerPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrackerPath);

    /// <inheritdoc/>
    public override int GetHashCode() => _steps.Aggregate(0, HashCode.Combine);

    /// <summary>The path as <see cref="Parse"/> reads it.</summary>
    /// <returns>The steps with dots between them, odd keys in brackets and quotes; empty for the root.</returns>
    public override string ToString() => _text ??= Written();

    private string Written()
    {
        var text = new StringBuilder();
        foreach (var step in _steps)
        {
            var isPlain = step.Kind == PathStepKind.Index || IsPlain(step);
            if (isPlain && text.Length > 0) text = text.Append('.');
            text = isPlain
                ? text.Append(step.Name)
                : text.Append('[').Append(Json.ToText(Value.Of(step.Name))).Append(']');
            text = step.Kind switch
            {
                PathStepKind.Call => text.Append("()"),
                PathStepKind.CallWith => text.Append("(_)"),
                _ => text,
            };
        }

        return text.ToString();
    }

    private static bool IsPlain(PathStep step)
    {
        foreach (var letter in step.Name)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '$' or '-')) return false;
        }

        return step.Name.Length > 0 && (step.Kind != PathStepKind.Member || !IsIndex(step.Name, out _));
    }

    /// <summary>Whether a text is decimal digits without a leading zero that make an index.</summary>
    internal static bool IsIndex(string text, out int index)
    {
        index = 0;
        return text.Length > 0 && (text[0] != '0' || text.Length == 1)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }
}
