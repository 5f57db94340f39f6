namespace Timeline.Events;

/// <summary>Runs of numbers that are not there.</summary>
internal static class Runs
{
    /// <summary>The runs of numbers that are strictly between two bounds and not among some.</summary>
    public static IEnumerable<(long First, long Last)> Between(long below, IEnumerable<long> there, long above)
    {
        var last = below;
        foreach (var number in there.Where(number => number < above).Append(above).Order())
        {
            if (number > last && number - 1 > last) yield return (last + 1, number - 1);
            last = Math.Max(last, number);
        }
    }
}
