using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Timeline.ChangeLogs;
using Timeline.Containers;

namespace Timeline.Tests.Unit.Containers;

/// <summary>What entries say of who called whom.</summary>
public sealed class StackTests
{
    private const string Here = "Timeline.Tests.Unit.Containers.StackTests";
    private static readonly TrackingOptions Stacks = new() { CaptureStack = true };

    [Fact]
    public void A_stack_begins_at_the_caller_whichever_way_the_mutation_is_called()
    {
        TrackedList<int> list = new(Stacks);
        IsFrom(list, $"{Here}.{nameof(A_stack_begins_at_the_caller_whichever_way_the_mutation_is_called)}");
        ((System.Collections.IList)list).Add(1);
        list.AddRange([2, 3]);
        list.Lock();
        list.Unlock();
        list.RollBackTo(list.Log.First);
        Assert.All(list.Log.Entries, it => Assert.Equal(list.Log.First.Stack[0], it.Stack[0]));
        Assert.InRange(list.Log.Last.Stack.Length, 1, 25);
        Assert.DoesNotContain(list.Log.Last.Stack, it => it.StartsWith("Timeline.Containers", StringComparison.Ordinal));
        Assert.Empty(new TrackedList<int> { 1 }.Log.Last.Stack);
    }

    [Fact]
    public void Lambdas_local_functions_and_asynchronous_methods_stand_under_the_names_of_the_source()
    {
        const string Test = nameof(Lambdas_local_functions_and_asynchronous_methods_stand_under_the_names_of_the_source);
        var given = 1;
        TrackedList<int> list = new(Stacks);
        Action adding = () => list.Add(given);
        adding();
        IsFrom(list, $"{Here}.{Test}.(lambda)");
        Local();
        IsFrom(list, $"{Here}.{Test}.Local");
        Within<string>.Add(list);
        IsFrom(list, $"{Here}.Within.Add");
        Assert.Equal($"{Here}.{Test}", list.Log.Last.Stack[1]);
        foreach (var _ in Adding(list)) IsFrom(list, $"{Here}.{nameof(Adding)}");

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Local() => list.Add(given);
    }

    [Fact]
    public async Task An_asynchronous_method_stands_in_a_stack_once_before_and_after_it_waits()
    {
        const string Test = nameof(An_asynchronous_method_stands_in_a_stack_once_before_and_after_it_waits);
        TrackedList<int> list = new(Stacks);
        await AddAsync(list);
        var (before, after) = (list.Log.Entries[^2], list.Log.Last);
        Assert.Equal([$"{Here}.{nameof(AddAsync)}", $"{Here}.{Test}"], before.Stack.Take(2));
        Assert.Equal($"{Here}.{nameof(AddAsync)}", after.Stack[0]);
        Assert.DoesNotContain(before.Stack.Concat(after.Stack), it => it.Contains('<') || it.Contains("MoveNext"));
        Func<Task> adding = async () =>
        {
            list.Add(3);
            await Task.Yield();
        };
        await adding();
        Assert.Equal([$"{Here}.{Test}.(lambda)", $"{Here}.{Test}"], list.Log.Last.Stack.Take(2));
    }

    [Fact]
    public void Namespaces_to_ignore_do_not_begin_a_stack_and_stand_in_it_where_others_called_them()
    {
        TrackedList<int> plumbed = new(Stacks with { IgnoredNamespaces = ["Timeline.Tests.Unit.Containers"] });
        plumbed.Add(1);
        Assert.DoesNotContain(plumbed.Log.Last.Stack, it => it.StartsWith(Here, StringComparison.Ordinal));
        TrackedList<int> near = new(Stacks with { IgnoredNamespaces = ["Timeline.Tests.Unit.Contain"] });
        near.Add(1);
        IsFrom(near, $"{Here}.{nameof(Namespaces_to_ignore_do_not_begin_a_stack_and_stand_in_it_where_others_called_them)}");
        TrackedList<int> nobody = new(Stacks with { IgnoredNamespaces = ["Timeline", "System", "Xunit"] });
        Assert.DoesNotContain(nobody.Log.Last.Stack, it => it.StartsWith("Timeline.", StringComparison.Ordinal));
        TrackedList<int> none = new(Stacks with { IgnoredNamespaces = default });
        none.Add(1);
        Assert.NotEmpty(none.Log.Last.Stack);
    }

    [Fact]
    public void A_deep_stack_has_its_25_innermost_frames()
    {
        TrackedList<int> list = new(Stacks);
        Deeper(100);
        Assert.Equal(Enumerable.Repeat($"{Here}.{nameof(A_deep_stack_has_its_25_innermost_frames)}.Deeper", 25),
            list.Log.Last.Stack);

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Deeper(int left)
        {
            if (left == 0) list.Add(1);
            else Deeper(left - 1);
            GC.KeepAlive(list);
        }
    }

    [Fact]
    public void The_texts_are_made_once_whoever_asks_and_are_part_of_the_entry()
    {
        TrackedDictionary<string, object?> map = new(Stacks);
        TrackedList<int> list = new(Stacks);
        map["list"] = list;
        list.Add(1);
        var stacks = new ImmutableArray<string>[8];
        Parallel.For(0, stacks.Length, it => stacks[it] = list.Log.Last.Stack);

        // One array and no other, also in the log of who holds the list.
        Assert.All(stacks, it => Assert.Equal(map.Log.Last.Stack, it));
        Assert.True(stacks.All(it => it == map.Log.Last.Stack));
        var entry = list.Log.Last;
        var read = Right(ChangeJson.Parse(ChangeJson.ToUtf8(entry)));
        Assert.Equal(entry, read);
        Assert.Equal(entry.Stack, read.Stack);
        Assert.NotEqual(entry, entry with { Stack = ["another"] });
        Assert.Equal(entry, entry with { Stack = [.. entry.Stack] });
        Assert.Contains($"Stack:  {Here}.", ChangeText.Full(entry, withStack: true), StringComparison.Ordinal);
    }

    private static void IsFrom(TrackedContainer container, string frame) =>
        Assert.Equal(frame, container.Log.Last.Stack[0]);

    private static async Task AddAsync(TrackedList<int> list)
    {
        list.Add(1);
        await Task.Yield();
        list.Add(2);
    }

    private static IEnumerable<int> Adding(TrackedList<int> list)
    {
        list.Add(1);
        yield return 1;
    }

    private static class Within<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Add(TrackedList<int> list) => list.Add(typeof(T).Name.Length);
    }
}
