using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Containers;

namespace Timeline.Tests.Properties.Containers;

/// <summary>A tracked list beside the list of the platform.</summary>
public sealed class ListLaws
{
    private static readonly IComparer<int> ByHalf = Comparer<int>.Create((one, other) =>
        (one / 2).CompareTo(other / 2));

    public sealed record Move(int Kind, int At, int Many, int Value);

    private static readonly Arbitrary<Move[]> Runs = Arb.From(Gen.ArrayOf(
        from kind in Gen.Choose(0, 27)
        from at in Gen.Choose(-1, 8)
        from many in Gen.Choose(-1, 4)
        from value in Gen.Choose(0, 6)
        select new Move(kind, at, many, value)));

    [Fact]
    public void A_list_behaves_as_its_twin() => Law.Holds(
        Runs,
        run =>
        {
            List<int> twin = [];
            TrackedList<int> tracked = [];
            IEnumerator? twins = null;
            IEnumerator? ours = null;
            foreach (var step in run)
            {
                if (step.Kind == 27)
                    (twins, ours) = (((IEnumerable)twin).GetEnumerator(), ((IEnumerable)tracked).GetEnumerator());
                else if (twins is not null && step.Kind == 26)
                    Assert.Equal(Outcomes.Of(twins.MoveNext), Outcomes.Of(ours!.MoveNext));
                else if (step.Kind < 10)
                    Assert.Equal(Outcomes.Of(() => Common(twin, step)), Outcomes.Of(() => Common(tracked, step)));
                else
                    Assert.Equal(Outcomes.Of(() => Of(twin, step)), Outcomes.Of(() => Of(tracked, step)));
                Assert.Equal(twin, tracked);
            }

            Replaying.Agrees(tracked);
        },
        cases: 600);

    private static object? Common(IList<int> list, Move step)
    {
        var (at, value) = (step.At, step.Value);
        var untyped = (IList)list;
        switch (step.Kind)
        {
            case 0 or 1: list.Add(value); return list.Count;
            case 2: list.Insert(at, value); return null;
            case 3: list[at] = value; return null;
            case 4: list.RemoveAt(at); return null;
            case 5: return list.Remove(value);
            case 6: if (value == 0) list.Clear(); return list[at];
            case 7: return (list.Contains(value), list.IndexOf(value), untyped.Contains("no"), untyped.IndexOf(value));
            case 8: untyped[at] = value == 0 ? "text" : value == 1 ? null : value; return untyped.Add(value);
            default:
                var array = new int[6];
                list.CopyTo(array, at);
                return string.Join(",", array);
        }
    }

    private static object? Of(List<int> list, Move step)
    {
        var (at, many, value) = (step.At, step.Many, step.Value);
        switch (step.Kind)
        {
            case 10: list.AddRange(Enumerable.Repeat(value, Math.Max(0, many))); return null;
            case 11: list.InsertRange(at, [value, value + 1]); return null;
            case 12: list.RemoveRange(at, many); return null;
            case 13: return list.RemoveAll(it => it == value);
            case 14: list.Reverse(); return null;
            case 15: list.Reverse(at, many); return null;
            case 16: list.Sort(); return null;
            case 17: list.Sort(ByHalf); return null;
            case 18: list.Sort(at, many, ByHalf); return null;
            case 19: list.Sort((one, other) => other.CompareTo(one)); return null;
            case 20: return list.BinarySearch(value);
            case 21: return (list.LastIndexOf(value), list.FindIndex(it => it > value), list.FindLastIndex(it => it > value));
            case 22: return (list.Find(it => it > value), list.FindLast(it => it > value), list.Exists(it => it == value));
            case 23: return string.Join(",", list.GetRange(at, many));
            case 24: return string.Join(",", list.ConvertAll(it => it + 1)) + string.Join(",", list.FindAll(it => it > 2));
            default: list.AddRange(list); return string.Join(",", list.ToArray());
        }
    }

    private static object? Of(TrackedList<int> list, Move step)
    {
        var (at, many, value) = (step.At, step.Many, step.Value);
        switch (step.Kind)
        {
            case 10: list.AddRange(Enumerable.Repeat(value, Math.Max(0, many))); return null;
            case 11: list.InsertRange(at, [value, value + 1]); return null;
            case 12: list.RemoveRange(at, many); return null;
            case 13: return list.RemoveAll(it => it == value);
            case 14: list.Reverse(); return null;
            case 15: list.Reverse(at, many); return null;
            case 16: list.Sort(); return null;
            case 17: list.Sort(ByHalf); return null;
            case 18: list.Sort(at, many, ByHalf); return null;
            case 19: list.Sort((one, other) => other.CompareTo(one)); return null;
            case 20: return list.BinarySearch(value);
            case 21: return (list.LastIndexOf(value), list.FindIndex(it => it > value), list.FindLastIndex(it => it > value));
            case 22: return (list.Find(it => it > value), list.FindLast(it => it > value), list.Exists(it => it == value));
            case 23: return string.Join(",", list.GetRange(at, many));
            case 24: return string.Join(",", list.ConvertAll(it => it + 1)) + string.Join(",", list.FindAll(it => it > 2));
            default: list.AddRange(list); return string.Join(",", list.ToArray());
        }
    }
}
