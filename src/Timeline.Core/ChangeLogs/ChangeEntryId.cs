using System.Globalization;
using LanguageExt;

namespace Timeline.ChangeLogs;

/// <summary>The name of an entry for ever: whose log it is in, and the how-manieth it is there.</summary>
/// <param name="Container">The container whose log it is in.</param>
/// <param name="Number">Its number there, from 1, without gaps.</param>
/// <remarks>
/// Ordered by container, then by number. Written as <c>CONTAINER/NUMBER</c>. Immutable and safe to share between
/// threads.
/// </remarks>
public readonly record struct ChangeEntryId(Guid Container, long Number) : IComparable<ChangeEntryId>
{
    /// <summary>Reads an id.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <returns>The id; none where the text is not one.</returns>
    public static Option<ChangeEntryId> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && Guid.TryParseExact(text.AsSpan(0, slash), "D", out var container)
            && long.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            ? new ChangeEntryId(container, number)
            : Option<ChangeEntryId>.None;
    }

    /// <summary>Whether one stands before another.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">An id.</param>
    /// <returns>True if it does.</returns>
    public static bool operator <(ChangeEntryId left, ChangeEntryId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands before another or is the same.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">An id.</param>
    /// <returns>True if it does.</returns>
    public static bool operator <=(ChangeEntryId left, ChangeEntryId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands after another.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">An id.</param>
    /// <returns>True if it does.</returns>
    public static bool operator >(ChangeEntryId left, ChangeEntryId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands after another or is the same.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">An id.</param>
    /// <returns>True if it does.</returns>
    public static bool operator >=(ChangeEntryId left, ChangeEntryId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(ChangeEntryId other) =>
        Container.CompareTo(other.Container) is var order and not 0 ? order : Number.CompareTo(other.Number);

    /// <summary>The id as text.</summary>
    /// <returns>The container as a UUID, a slash, and the number.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Container:D}/{Number}");
}
