using System.Numerics;
using System.Runtime.CompilerServices;

namespace Timeline.Exporters;

/// <summary>Refuses options that can mean nothing, where they are given.</summary>
internal static class Bounds
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static T Between<T>(T value, T least, T most, [CallerMemberName] string name = "")
        where T : IComparisonOperators<T, T, bool> =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} is between {least} and {most}."));

    public static TimeSpan Span(TimeSpan value, TimeSpan least, [CallerMemberName] string name = "") =>
        value >= least && value <= Longest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is between {least} and {Longest}.");

    public static T Case<T>(T value, string cases, [CallerMemberName] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, cases);
}
