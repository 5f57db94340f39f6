using Timeline.Histories;

namespace Timeline.Benchmarks.Histories;

/// <summary>A million versions, and places in them drawn with a fixed seed.</summary>
internal static class HistoryData
{
    public const int Count = 1_000_000;
    public const int Places = 16_384;

    public static object Value { get; } = new();

    public static Stamp Stamp { get; } =
        new(new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero), "somebody", "a change");

    public static History<object> History(int count = Count)
    {
        var history = Timeline.Histories.History.Start(Value, Stamp);
        for (var i = 1; i < count; i++) history = history.Append(Value, Stamp);
        return history;
    }

    public static PlainChain Chain(int count = Count)
    {
        var chain = PlainChain.Start(Value);
        for (var i = 1; i < count; i++) chain = chain.Append(Value);
        return chain;
    }

    /// <summary>Indices up to a distance from the newest of a number of versions.</summary>
    public static int[] Indices(int distance, int count = Count, int places = Places)
    {
        var random = new Random(20130201);
        return [.. Enumerable.Range(0, places).Select(_ => count - 1 - random.Next(Math.Min(distance, count)))];
    }

    /// <summary>For each index a history that forks there and goes on for a while.</summary>
    public static History<object>[] Forks(History<object> history, int[] indices) => [.. indices.Select(index =>
    {
        _ = history.TryAt(index, out var version);
        var fork = Timeline.Histories.History.Of(version!);
        for (var i = 0; i < 10; i++) fork = fork.Append(Value, Stamp);
        return fork;
    })];

    /// <summary>As the other one, of the plain chain.</summary>
    public static PlainChain[] Forks(PlainChain chain, int[] indices) => [.. indices.Select(index =>
    {
        var fork = chain.At(index);
        for (var i = 0; i < 10; i++) fork = fork.Append(Value);
        return fork;
    })];
}
