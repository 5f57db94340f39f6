using System.Globalization;
using LanguageExt;

namespace Timeline.Documents;

/// <summary>
/// What a user writes to name a version: a number, <c>head</c>, a branch, an id prefix or a time, each with <c>~n</c>.
/// </summary>
/// <remarks>
/// <para>
/// The grammar: <c>12</c> (a number), <c>head</c> (the head of the current branch), <c>2026-01-31</c> or
/// <c>2026-01-31T10:00Z</c> (the newest version not after that time), <c>experiment</c> (a branch's head), <c>3fa9</c>
/// (the beginning of an id, four hexadecimal digits or more). Behind any of them <c>~n</c> goes n versions back along
/// first parents, and <c>~</c> one.
/// </para>
/// <para>
/// A text of digits alone is a number first, then a branch, then an id prefix; another name is a branch first, then an
/// id prefix. A time means the whole of its last written unit: a date its day, <c>10:00</c> its minute; without an
/// offset it is UTC. Immutable and safe to share between threads.
/// </para>
/// </remarks>
public abstract record Revision
{
    /// <summary>The fewest hexadecimal digits that are read as an id prefix.</summary>
    public const int ShortestIdPrefix = 4;

    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    private static readonly TimeSpan[] TimeUnits =
    [
        TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromTicks(1),
    ];

    private Revision()
    {
    }

    /// <summary>The head of the current branch, written <c>head</c>.</summary>
    public static Revision CurrentHead { get; } = new Head();

    /// <summary>Reads a revision as a user wrote it.</summary>
    /// <param name="text">The text, for example <c>head~3</c>.</param>
    /// <returns>The revision, or <see cref="TimelineError.RevisionUnreadable"/>.</returns>
    public static Either<TimelineError, Revision> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return Unreadable(text, "it is empty");

        var tilde = trimmed.IndexOf('~', StringComparison.Ordinal);
        if (tilde < 0) return ParseName(text, trimmed);
        if (!ParseSteps(text, trimmed[(tilde + 1)..]).TryGet(out var steps, out var error)) return error;
        if (!ParseName(text, trimmed[..tilde]).TryGet(out var from, out error)) return error;
        return steps == 0 ? from : new Back(from, steps);
    }

    /// <summary>Chooses by case.</summary>
    /// <typeparam name="TResult">What each choice makes.</typeparam>
    /// <param name="head">For <see cref="Head"/>.</param>
    /// <param name="numbered">For <see cref="Numbered"/>.</param>
    /// <param name="named">For <see cref="Named"/>.</param>
    /// <param name="asOf">For <see cref="AsOf"/>.</param>
    /// <param name="back">For <see cref="Back"/>.</param>
    /// <returns>What the matching choice made.</returns>
    public TResult Match<TResult>(
        Func<Head, TResult> head,
        Func<Numbered, TResult> numbered,
        Func<Named, TResult> named,
        Func<AsOf, TResult> asOf,
        Func<Back, TResult> back)
    {
        return this switch
        {
            Head it => head(it),
            Numbered it => numbered(it),
            Named it => named(it),
            AsOf it => asOf(it),
            Back it => back(it),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Either<TimelineError, Revision> ParseName(string whole, string name)
    {
        if (name is "head" or "HEAD")
            return CurrentHead;
        if (name.Length == 0)
            return Unreadable(whole, "there is nothing before the ~");
        if (name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return ParseNumber(name);
        if (TryParseTime(name, out var time))
            return new AsOf(time, name);

        return LooksLikeTime(name)
            ? Unreadable(whole, "a time is written 2026-01-31 or 2026-01-31T10:00Z")
            : new Named(name);
    }

    private static Revision ParseNumber(string digits)
    {
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Numbered(number, digits)
            : new Named(digits);
    }

    private static Either<TimelineError, int> ParseSteps(string whole, string digits)
    {
        if (digits.Length == 0)
            return 1;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var steps))
            return steps;

        return new TimelineError.RevisionUnreadable(whole, "behind the ~ stands a whole number, as in head~3");
    }

    private static bool TryParseTime(string text, out DateTimeOffset latest)
    {
        latest = default;
        if (!LooksLikeTime(text))
            return false;

        var plain = text.Length > 10 && text[10] is ' ' or 't' ? $"{text[..10]}T{text[11..]}" : text;
        for (var form = 0; form < TimeForms.Length; form++)
        {
            if (!TryParseExact(plain, TimeForms[form], out var start))
                continue;

            var unit = TimeUnits[form].Ticks - 1;
            latest = new DateTimeOffset(Math.Min(start.UtcTicks, DateTime.MaxValue.Ticks - unit) + unit, TimeSpan.Zero);
            return true;
        }

        return false;
    }

    private static bool TryParseExact(string text, string form, out DateTimeOffset time)
    {
        return DateTimeOffset.TryParseExact(
            text,
            [form, form + "K", form + "zz"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time);
    }

    private static bool LooksLikeTime(string text)
    {
        return text.Length >= 10 && text[4] == '-' && text[7] == '-' &&
            text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && char.IsAsciiDigit(text[5]);
    }

    private static Either<TimelineError, Revision> Unreadable(string text, string reason) =>
        new TimelineError.RevisionUnreadable(text, reason);

    /// <summary>The head of the current branch.</summary>
    public sealed record Head : Revision
    {
        /// <inheritdoc/>
        public override string ToString() => "head";
    }

    /// <summary>The version with a number.</summary>
    /// <param name="Number">The number, from 0.</param>
    /// <param name="Text">As it was written: where no version has the number it may be a name.</param>
    public sealed record Numbered(long Number, string Text) : Revision
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>A branch's head, or the version whose id begins so.</summary>
    /// <param name="Text">The name or the beginning of an id.</param>
    public sealed record Named(string Text) : Revision
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>The newest version of the current branch that is not after a time.</summary>
    /// <param name="Latest">The last moment that counts, UTC.</param>
    /// <param name="Text">As it was written.</param>
    public sealed record AsOf(DateTimeOffset Latest, string Text) : Revision
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>So many versions before another, along first parents.</summary>
    /// <param name="From">Where to start.</param>
    /// <param name="Steps">How many versions back, at least 1.</param>
    public sealed record Back(Revision From, int Steps) : Revision
    {
        /// <summary>How many versions back, at least 1.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
        public int Steps { get; init => field = Checked(value); } = Checked(Steps);

        /// <inheritdoc/>
        public override string ToString() => $"{From}~{Steps}";

        private static int Checked(int steps)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
            return steps;
        }
    }
}
