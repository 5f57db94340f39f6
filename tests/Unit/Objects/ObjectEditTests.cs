using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Unit.Objects;

/// <summary>Many changes in one container, and in objects that only hold together when all are made.</summary>
public sealed class ObjectEditTests
{
    private const int Size = 20_000;
    private const int Count = 10_000;

    private static readonly Value[] Numbers = [.. Enumerable.Range(0, Size + Count).Select(it => Value.Of(it))];

    // What one of them takes, with room to spare; a copy for each change would take thousands of times as much.
    private const long Enough = 100L * 1024 * 1024;

    [Fact]
    public void A_dictionary_is_copied_once_for_all_changes_in_it()
    {
        var before = Enumerable.Range(0, Size).ToDictionary(it => it.ToString(CultureInfo.InvariantCulture), it => it);
        var after = Applied(before, at => (at % 3) switch
        {
            0 => new Change.Replaced(Path(at), Numbers[at], Numbers[at + 1]),
            1 => new Change.Removed(Path(at), Numbers[at]),
            _ => new Change.Added(Path(at + Size), Numbers[at]),
        });
        Assert.Equal((Size, 1, 5), (after.Count, after["0"], after[(Size + 5).ToString(CultureInfo.InvariantCulture)]));
    }

    [Fact]
    public void A_hash_set_is_copied_once_for_all_changes_in_it()
    {
        var before = Enumerable.Range(0, Size).ToHashSet();
        var texts = before.Order(Comparer<int>.Create(Texts)).ToArray();
        var after = Applied(before, at => new Change.Removed(
            ValuePath.Root.Append(Size - 1 - at), Numbers[texts[Size - 1 - at]]));
        Assert.Equal(texts[..(Size - Count)].Order(), after.Order());

        static int Texts(int one, int other) => string.CompareOrdinal(Numbers[one].ToString(), Numbers[other].ToString());
    }

    [Fact]
    public void A_list_is_copied_once_for_all_changes_in_it()
    {
        var before = Enumerable.Range(0, Size).ToList();
        var (patch, after) = InTheMiddle(before);
        Assert.Equal(after, Applied(before, patch));
        Assert.Equal(after, Applied(before.ToArray(), patch));
        Assert.Equal(after, Applied(before.ToImmutableArray(), patch));
        Assert.Equal(after, Applied(Prelude.Seq((IEnumerable<int>)before), patch));
        Assert.Equal(after, Applied(before.ToImmutableList(), patch));
    }

    [Fact]
    public void A_list_is_made_once_for_changes_in_its_elements()
    {
        ImmutableArray<Point> before = [.. Enumerable.Range(0, Size).Select(it => new Point(it, 0))];
        var after = Applied(before, at => new Change.Replaced(Path(at).Append("X"), Numbers[at], Numbers[at + 1]));
        Assert.Equal(before[..Count].Select(it => it with { X = it.X + 1 }), after[..Count]);
        Assert.Same(before[Count], after[Count]);
    }

    [Fact]
    public void A_constructor_sees_what_all_changes_lead_to_also_those_further_in()
    {
        var (before, after) = (new Span(new Point(1, 0), 2, new Point(3, 0)), new Span(new Point(5, 0), 6, new Point(7, 0)));
        var patch = Right(Diff.Between(before, after));
        Assert.Equal(3, patch.Count);
        Assert.Equal(after, patch.Apply(before));
        Assert.Equal(before, patch.Invert().Apply(after));
    }

    [Fact]
    public void What_a_constructor_refuses_in_the_end_is_told_of_the_last_change_in_it()
    {
        var spans = new[] { new Span(new Point(1, 0), 2, new Point(3, 0)), new Span(new Point(1, 0), 2, new Point(3, 0)) };
        var patch = Patch.From(
        [
            new Change.Replaced(Path(0).Append("From").Append("X"), Value.Of(1), Value.Of(2)),
            new Change.Replaced(Path(0).Append("At"), Value.Of(2), Value.Of(1)),
            new Change.Replaced(Path(1).Append("At"), Value.Of(2), Value.Of(3)),
        ]);
        var error = Assert.IsType<TimelineError.PatchMismatch>(patch.Apply(spans).Match(_ => null!, error => error));
        Assert.Equal((1, "/0/At"), (error.Index, error.Path));
        Assert.Contains("it goes back", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_moves_is_the_same_object_also_to_another_container()
    {
        var before = new Rooms([new Point(1, 1), new Point(2, 2)], new() { ["a"] = new Point(3, 3) });
        var moved = Value.From(before.List[0]).IfLeft(_ => throw new InvalidOperationException());
        var after = Right(Patch.From([new Change.Moved(List(0), Map("b"), moved)]).Apply(before));
        Assert.Same(before.List[0], after.Map["b"]);
        Assert.Same(before.List[1], after.List[0]);
        Assert.Same(before.Map["a"], after.Map["a"]);
        Assert.Equal(2, before.List.Count);
    }

    [Fact]
    public void What_was_changed_can_be_moved_and_changed_further()
    {
        var before = new Rooms([new Point(1, 1), new Point(2, 2)], new() { ["a"] = new Point(3, 3) });
        var patch = Patch.From(
        [
            new Change.Replaced(List(1).Append("X"), Value.Of(2), Value.Of(7)),
            new Change.Removed(List(0), Value.From(before.List[0]).IfLeft(_ => Value.OfNull())),
            new Change.Replaced(List(0).Append("Y"), Value.Of(2), Value.Of(8)),
            new Change.Moved(List(0), Map("b"), Value.From(new Point(7, 8)).IfLeft(_ => Value.OfNull())),
            new Change.Replaced(Map("b").Append("X"), Value.Of(7), Value.Of(9)),
        ]);
        var after = Right(patch.Apply(before));
        Assert.Empty(after.List);
        Assert.Equal(new Point(9, 8), after.Map["b"]);
    }

    [Fact]
    public void Nothing_is_moved_into_itself()
    {
        var lists = new List<List<int>> { new() { 1 }, new() };
        var patch = Patch.From([new Change.Moved(Path(0), Path(0).Append(0), Value.List.From([Value.Of(1)]))]);
        Assert.True(patch.Apply(lists).IsLeft);
    }

    [Fact]
    public void The_order_of_keys_means_nothing_in_an_object() => Assert.Equal(
        new Point(1, 2),
        Right(Patch.From([new Change.Moved(ValuePath.Root.Append("X"), ValuePath.Root.Append("X"), Value.Of(1))])
            .Apply(new Point(1, 2))));

    [Fact]
    public void Sets_and_maps_that_were_changed_compare_as_they_did()
    {
        var added = Patch.From([new Change.Added(ValuePath.Root.Append(1), Value.Of("b"))]);
        var put = Patch.From([new Change.Added(ValuePath.Root.Append("b"), Value.Of(2))]);
        var comparer = StringComparer.OrdinalIgnoreCase;
        string[] words = ["a"];
        Assert.Equal(comparer, Right(added.Apply(new System.Collections.Generic.HashSet<string>(words, comparer))).Comparer);
        Assert.Equal(comparer, Right(added.Apply(new SortedSet<string>(words, comparer))).Comparer);
        Assert.Equal(comparer, Right(added.Apply(words.ToFrozenSet(comparer))).Comparer);
        Assert.True(Right(put.Apply(new Dictionary<string, int>(comparer) { ["a"] = 1 })).ContainsKey("B"));
        Assert.True(Right(put.Apply(new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(comparer))).ContainsKey("B"));
    }

    [Fact]
    public void A_key_is_found_by_the_name_that_it_has()
    {
        var map = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 };
        var (old, other) = (ValuePath.Root.Append("a"), ValuePath.Root.Append("A"));
        Assert.True(Patch.From([new Change.Replaced(other, Value.Of(1), Value.Of(2))]).Apply(map).IsLeft);
        Assert.True(Patch.From([new Change.Added(other, Value.Of(2))]).Apply(map).IsLeft);
        var renamed = Right(Patch.From([new Change.Moved(old, other, Value.Of(1))]).Apply(map));
        Assert.Equal(["A"], renamed.Keys);
        Assert.True(renamed.ContainsKey("a"));
    }

    private static T Applied<T>(T before, Func<int, Change> change) =>
        Applied(before, Patch.From(Enumerable.Range(0, Count).Select(change)));

    /// <summary>Something put in, taken out or exchanged at places all over, and what a list gives that is told so.</summary>
    private static (Patch Patch, List<int> After) InTheMiddle(IEnumerable<int> before)
    {
        var (after, changes) = (before.ToList(), new List<Change>());
        for (var i = 0; i < Count; i++)
        {
            var at = i * 7919 % after.Count;
            changes.Add((i % 3) switch
            {
                0 => new Change.Added(Path(at), Numbers[i]),
                1 => new Change.Removed(Path(at), Numbers[after[at]]),
                _ => new Change.Replaced(Path(at), Numbers[after[at]], Numbers[i]),
            });
            if (i % 3 > 0) after.RemoveAt(at);
            if (i % 3 != 1) after.Insert(at, i);
        }

        return (Patch.From(changes), after);
    }

    private static T Applied<T>(T before, Patch patch)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        var after = Right(patch.Apply(before));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, Enough);
        return after;
    }

    private static ValuePath Path(int at) => ValuePath.Root.Append(at);

    private static ValuePath List(int at) => ValuePath.Root.Append("List").Append(at);

    private static ValuePath Map(string key) => ValuePath.Root.Append("Map").Append(key);

    private static T Right<T>(Either<TimelineError, T> either) =>
        either.Match(it => it, error => throw new InvalidOperationException(error.Message));

    private sealed record Point(int X, int Y);

    private sealed record Rooms(List<Point> List, Dictionary<string, Point> Map);

    private sealed record Span
    {
        public Span(Point from, int at, Point to)
        {
            if (from.X > at || at > to.X) throw new ArgumentException("it goes back");
            (From, At, To) = (from, at, to);
        }

        public Point From { get; }

        public int At { get; }

        public Point To { get; }
    }
}
