using System.Globalization;
using LanguageExt;
using Timeline.Documents;
using Timeline.Histories;

namespace Timeline.Tests.Properties.Documents;

/// <summary>What the laws of documents need to run against a store.</summary>
internal static class Run
{
    /// <summary>Runs to the end; the stores in memory never wait.</summary>
    public static void Now(Func<Task> law) => law().GetAwaiter().GetResult();

    public static T Value<T>(this Either<TimelineError, T> outcome) =>
        Right(outcome);

    public static T Value<T>(this Option<T> option) => Assert.Single(option.ToSeq());

    public static TimelineError Error<T>(this Either<TimelineError, T> outcome) =>
        Left(outcome);

    public static Stamp Stamp(int hour) =>
        new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour), "ann", $"step {hour}");

    public static Revision Number(long number) =>
        new Revision.Numbered(number, number.ToString(CultureInfo.InvariantCulture));

    public static async IAsyncEnumerable<T> Each<T>(IEnumerable<T> items)
    {
        foreach (var item in items) yield return item;
        await Task.CompletedTask;
    }
}
