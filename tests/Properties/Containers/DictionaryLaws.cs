using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Containers;

namespace Timeline.Tests.Properties.Containers;

/// <summary>A tracked dictionary beside the dictionary of the platform.</summary>
public sealed class DictionaryLaws
{
    public sealed record Move(int Kind, string? Key, int Value);

    private static readonly Arbitrary<Move[]> Runs = Arb.From(Gen.ArrayOf(
        from kind in Gen.Choose(0, 19)
        from key in Gen.Elements("a", "A", "b", "b/~", "", "ä", null)
        from value in Gen.Choose(0, 3)
        select new Move(kind, key, value)));

    [Fact]
    public void A_dictionary_behaves_as_its_twin() => Law.Holds(Runs, run => Compare(run, null), cases: 400);

    [Fact]
    public void A_dictionary_with_a_comparer_behaves_as_its_twin() =>
        Law.Holds(Runs, run => Compare(run, StringComparer.OrdinalIgnoreCase), cases: 400);

    private static void Compare(Move[] run, StringComparer? comparer)
    {
        Dictionary<string, int> twin = new(comparer);
        TrackedDictionary<string, int> tracked = new(comparer: comparer);
        IEnumerator? twins = null;
        IEnumerator? ours = null;
        foreach (var step in run)
        {
            if (step.Kind == 19)
            {
                (twins, ours) = (((IEnumerable)twin).GetEnumerator(), ((IEnumerable)tracked).GetEnumerator());
            }
            else if (twins is not null && step.Kind == 18)
            {
                Assert.Equal(Outcomes.Throws(twins.MoveNext), Outcomes.Throws(ours!.MoveNext));
            }
            else
            {
                Assert.Equal(Outcomes.Of(() => Do(twin, step)), Outcomes.Of(() => Do(tracked, step)));
            }

            Assert.Equal(Sorted(twin), Sorted(tracked));
            Assert.Equal(twin.Count, tracked.Count);
        }

        Replaying.Agrees(tracked);
    }

    private static string Sorted(IEnumerable<KeyValuePair<string, int>> entries) =>
        string.Join(",", entries.Select(it => $"{it.Key}={it.Value}").Order(StringComparer.Ordinal));

    private static object? Do(IDictionary<string, int> map, Move step)
    {
        var (key, value) = (step.Key!, step.Value);
        var pair = KeyValuePair.Create(key, value);
        var untyped = (IDictionary)map;
        switch (step.Kind)
        {
            case 0 or 1 or 2: map[key] = value; return null;
            case 3: map.Add(key, value); return null;
            case 4: return map.TryAdd(key, value);
            case 5 or 6: return map.Remove(key);
            case 7: return map.Remove(pair);
            case 8: if (value == 0) map.Clear(); return null;
            case 9: return map[key];
            case 10: return (map.TryGetValue(key, out var found), found);
            case 11: return (map.ContainsKey(key), untyped.Contains(key));
            case 12: return map.Contains(pair);
            case 13: map.Add(pair); return null;
            case 14: untyped[key] = value == 0 ? "text" : value == 1 ? null : value; return null;
            case 15: return (untyped[key], map.Values.Contains(value), map.Keys.Count);
            case 16:
                var array = new KeyValuePair<string, int>[3];
                map.CopyTo(array, value - 1);
                return null;
            case 17: untyped.Remove(key); return map.Remove(key, out var was) ? was : -1;
            default: return $"{string.Join(",", map.Keys.Order(StringComparer.Ordinal))} {string.Join(",", map.Values.Order())}";
        }
    }
}
