using LanguageExt;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>What may come of an input, and what must hold of it.</summary>
internal static class Answers
{
    // A message may quote what it is about, cut to a length that a person reads.
    private const int LongestMessage = 4000;

    // A difference takes a value deeper than 512 levels for a caller's fault, and of what is large many times its memory.
    private const int MostCompared = 1 << 20;

    private static readonly JsonLimits Deepest = new() { Depth = Value.MaximumDepth, Digits = int.MaxValue };

    private static readonly Value Other = Json.Parse("""{"a":[1,{"b":"c"}],"z":null}""").Match(it => it, _ => Value.OfNull());

    /// <summary>An answer that is a value or an error.</summary>
    public static bool Of<T>(Either<TimelineError, T> answer, Action<T>? use = null) => answer.Match(
        Right: value =>
        {
            use?.Invoke(value);
            return true;
        },
        Left: error => Refused(error.Message));

    /// <summary>An answer that is thrown where it is a refusal.</summary>
    /// <returns>Whether it was none.</returns>
    public static bool Of(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception refusal) when (refusal is TimelineException or HistoryStoreException)
        {
            return Refused(refusal.Message);
        }
    }

    /// <summary>Waits for what is done on this thread or another.</summary>
    public static bool Of(Func<Task> act) => Of(() => act().GetAwaiter().GetResult());

    /// <summary>Refused, in words that a person can read on one line.</summary>
    public static bool Refused(string message)
    {
        Must(message.Length is > 0 and <= LongestMessage, $"a message of {message.Length} characters");
        var odd = message.AsSpan().IndexOfAnyInRange('\0', '\x1f');
        Must(odd < 0, $"a control character in a message: {message[..Math.Min(200, message.Length)].ReplaceLineEndings("(line end)")}");
        return false;
    }

    /// <summary>What was accepted can be written, read again and compared.</summary>
    public static void Use(Value value)
    {
        var bytes = Json.ToUtf8(value);
        var again = Right(Json.Parse(bytes, Deepest));
        Must(again.ExactlyEquals(value) && again.Equals(value), "what was written is read as another value");
        Must(again.GetHashCode() == value.GetHashCode(), "equal values have other hash codes");
        if (bytes.Length > MostCompared || Json.Parse(bytes).IsLeft) return;
        var patch = Changes.Diff.Between(value, Other);
        Must(Right(patch.Apply(value)).Equals(Other), "a difference does not lead to the other value");
        Must(Right(patch.Invert().Apply(Other)).Equals(value), "a difference does not lead back");
    }

    public static T Right<T>(Either<TimelineError, T> answer) =>
        answer.Match(it => it, error => throw new UnusableException(error.Message));

    public static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new UnusableException(otherwise);
    }
}
