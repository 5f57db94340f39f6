namespace Timeline.Tests.Properties.Containers;

/// <summary>What a call gives: a result, or an exception by its type and parameter.</summary>
internal static class Outcomes
{
    /// <summary>The outcome of a call in words that are the same for calls that do the same.</summary>
    public static string Of<T>(Func<T> call)
    {
        try
        {
            return $"gives {call()}";
        }
        catch (ArgumentException wrong)
        {
            return $"throws {wrong.GetType().Name} of {wrong.ParamName}";
        }
        catch (
            Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            return $"throws {wrong.GetType().Name}";
        }
    }

    /// <summary>Whether a call throws, where what it gives depends on an order that nobody states.</summary>
    public static bool Throws<T>(Func<T> call) => Of(call).StartsWith("throws", StringComparison.Ordinal);

    public static string Of(Action call) => Of(() =>
    {
        call();
        return "nothing";
    });
}
