using System.Collections.Immutable;
using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>The required figures of the list.</summary>
internal static class ListRatios
{
    private const int Probes = 20_000;

    public static IEnumerable<Contest> Short() => Of(100, false).Concat(Of(10_000, false));

    public static IEnumerable<Contest> Long(Effort effort) => Of(effort.Of(1_000_000, 100_000), true);

    private static IEnumerable<Contest> Of(int count, bool isLargest)
    {
        var elements = Enumerable.Range(0, count).Select(i => $"{i}").ToArray();
        var random = new Random(20130201);
        var places = Enumerable.Range(0, Probes).Select(_ => random.Next(count)).ToArray();
        var peer = ImmutableList.CreateRange(elements);
        var ours = PersistentList<string>.From(elements);
        return Single(peer, ours, places, $"{count:N0}")
            .Concat(Whole(peer, ours, elements, $"{count:N0}"))
            .Concat(isLargest ? Versions(ours, elements, places, $"{count:N0}") : []);
    }

    private static IEnumerable<Contest> Single(
        ImmutableList<string> peer, PersistentList<string> ours, int[] places, string size)
    {
        yield return Of($"get {size}", 0.15, at => peer[at], at => ours[at], places);
        yield return Of($"set {size}", 0.4, at => peer.SetItem(at, ""), at => ours.SetAt(at, ""), places);
        yield return Of($"insert {size}", 0.4, at => peer.Insert(at, ""), at => ours.InsertAt(at, ""), places);
        yield return Of($"remove {size}", 0.4, at => peer.RemoveAt(at), at => ours.RemoveAt(at), places);
    }

    private static Contest Of(string name, double most, Func<int, object> theirs, Func<int, object> ours, int[] places) =>
        Contest.OfTime(name, "ImmutableList", most, () => Each(theirs, places), () => Each(ours, places), places.Length);

    private static object? Each(Func<int, object> action, int[] places)
    {
        object? last = null;
        foreach (var place in places)
            last = action(place);
        return last;
    }

    private static IEnumerable<Contest> Whole(
        ImmutableList<string> peer, PersistentList<string> ours, string[] elements, string size)
    {
        const int Appended = 1000;
        yield return Contest.OfTime(
            $"append {size}", "ImmutableList", 0.1,
            () => Enumerable.Range(0, Appended).Aggregate(peer, (list, _) => list.Add("")),
            () => Enumerable.Range(0, Appended).Aggregate(ours, (list, _) => list.Add("")), Appended);
        yield return Contest.OfTime(
            $"enumerate {size}", "ImmutableList", 0.05,
            () => Length(peer), () => Length(ours), elements.Length);
        yield return Contest.OfMemory(
            $"memory {size}", "ImmutableList", 0.3,
            () => ImmutableList.CreateRange(elements), () => PersistentList<string>.From(elements), elements.Length);
    }

    private static IEnumerable<Contest> Versions(
        PersistentList<string> ours, string[] elements, int[] places, string size)
    {
        var edited = ours;
        for (var i = 0; i < 9; i += 3)
        {
            edited = edited.SetAt(places[i], "set").InsertAt(places[i + 1], "inserted").RemoveAt(places[i + 2]);
        }
        edited = edited.InsertAt(0, "first");
        var other = edited.ToArray();
        yield return Contest.OfTime(
            $"diff of 10 edits {size}", "element by element", 1.0 / 1000,
            () => Compared(elements, other),
            () => ours.Diff(edited));
    }

    private static object? Compared(string[] before, string[] after)
    {
        var differences = 0;
        for (var i = 0; i < Math.Min(before.Length, after.Length); i++)
            differences += before[i] == after[i] ? 0 : 1;
        return differences < 0 ? before : null;
    }

    private static object? Length(ImmutableList<string> list)
    {
        var sum = 0L;
        foreach (var element in list)
            sum += element is null ? 1 : 0;
        return sum < 0 ? list : null;
    }

    private static object? Length(PersistentList<string> list)
    {
        var sum = 0L;
        foreach (var element in list)
            sum += element is null ? 1 : 0;
        return sum < 0 ? list : null;
    }
}
