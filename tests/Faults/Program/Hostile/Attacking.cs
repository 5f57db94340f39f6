using System.Globalization;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>What the process does that takes in what is hostile: mutated inputs of every entrance, or those that are deep or huge.</summary>
internal static class Attacking
{
    private static readonly TimeSpan LongestOfMutated = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestOfHuge = TimeSpan.FromSeconds(60);

    public static int Run(string kind, string[] options, Action<string> say)
    {
        switch (kind, options)
        {
            case ("mutated", [var seed, var from, var count, .. var names]):
                foreach (var entrance in Chosen(names))
                    Attack.Run(entrance, Mutated(entrance, Number(seed), Number(from), Number(count)), LongestOfMutated, say);
                break;
            case ("damaged", [var step, .. var names]):
                foreach (var entrance in Chosen(names)) Attack.Run(entrance, Damaged(entrance, Number(step)), LongestOfMutated, say);
                break;
            case ("huge", [var entrance, .. var names]):
                Attack.Run(
                    Entrances.Of(entrance), HugeInputs.Of(entrance).Where(it => names.Length == 0 || names.Contains(it.Name)), LongestOfHuge, say);
                break;
            case ("naive", [var fault]):
                Attack.Run(Naive.Of(fault), [(fault, Naive.Input(fault))], TimeSpan.FromSeconds(fault == "hang" ? 2 : 60), say);
                break;
            default:
                throw new ArgumentException($"Unknown: {kind} {string.Join(' ', options)}");
        }

        say(string.Create(CultureInfo.InvariantCulture, $"peak {Attack.Peak()}"));
        return 0;
    }

    private static IEnumerable<Entrance> Chosen(string[] names) =>
        names.Length == 0 ? Entrances.All : Entrances.All.Where(it => names.Contains(it.Name));

    private static IEnumerable<(string Name, byte[] Input)> Mutated(Entrance entrance, int seed, int from, int count)
    {
        var mutator = new Mutator(entrance, seed);
        var until = from + Math.Max(12, count / entrance.Cost);
        for (var number = from; number < until; number++)
            yield return ($"{seed}:{number}", mutator.Case(number));
    }

    private static IEnumerable<(string Name, byte[] Input)> Damaged(Entrance entrance, int step)
    {
        var mutator = new Mutator(entrance, 0);
        var stride = step * entrance.Cost * (entrance.IsText ? 1 : 17);
        for (var number = 0; mutator.Damage(number) is { } input; number += stride) yield return ($"damage {number}", input);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
