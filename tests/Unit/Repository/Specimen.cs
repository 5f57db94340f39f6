using System.Text;

namespace Timeline.Tests.Unit.Repository;

/// <summary>Uses types in each of the ways that the reader of assemblies must see.</summary>
internal static class Specimen
{
    public static Func<string> InALambda() => () => $"{Guid.NewGuid()}";

    public static int InASignature(Version? version) => version is null ? 0 : 1;

    public static List<StringBuilder> AsAnArgument() => [];

    public static IEnumerable<long> InAnIterator()
    {
        yield return DateTime.UtcNow.Ticks;
    }

    public static int AfterASwitch(object value, int number)
    {
        var start = number switch { 0 => 3, 1 => 1, 2 => 4, 3 => 1, 4 => 5, _ => 9 };
        return value is Uri ? start : 0;
    }
}
