using System.Text;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Properties.Changes;
using Timeline.Values;

using Drawn = Timeline.Tests.Properties.Changes.Documents;
using Restored = LanguageExt.Either<Timeline.TimelineError, Timeline.Values.Value>;

namespace Timeline.Tests.Properties.Storage;

/// <summary>Going along a chain at once is going along it step by step, over documents with large maps.</summary>
public sealed class RestoringLaws
{
    private static readonly HistoryName Name = HistoryName.Of("a");

    [Fact]
    public void A_chain_gives_what_its_steps_give_one_by_one() =>
        Tape.Holds(Chain, chain =>
        {
            var expected = chain.Steps.Aggregate(
                (Restored)Value.OfNull(),
                (value, step) => value.Bind(before => Restoring.Apply(Name, before, step)));
            Same(expected, Restoring.Restore(Name, chain));
        }, 1000);

    [Fact]
    public void A_version_that_a_chain_passes_is_the_one_it_ends_at_where_it_is_shorter() =>
        Tape.Holds(tape => (Chain(tape), tape.Below(20)), made =>
        {
            var (chain, number) = made;
            var whole = Restoring.Restore(Name, chain, number, out var passed);
            if (passed is null) Assert.True(whole.IsLeft || number >= chain.Steps.Length - 1);
            else Same(Restoring.Restore(Name, chain with { Steps = chain.Steps[..(number + 1)] }), passed);
        });

    [Fact]
    public void The_operations_of_one_patch_do_what_a_patch_of_each_does()
    {
        // Two that fail fail at different places, so that only what they make is compared.
        Tape.Holds(tape => (Large(tape), Patch(tape)), made =>
        {
            var (before, patch) = made;
            var expected = patch.Operations.Aggregate(
                (Restored)before,
                (value, operation) => value.Bind(it => JsonPatch.From([operation]).Apply(it)));
            var found = patch.Apply(before);
            Assert.Equal(expected.IsRight, found.IsRight);
            if (expected.IsRight) Assert.True(Right(expected).ExactlyEquals(Right(found)));
        }, 1000);
    }

    private static void Same(Restored expected, Restored found)
    {
        Assert.Equal(expected.IsRight, found.IsRight);
        if (expected.IsLeft) Assert.Equal(Left(expected), Left(found));
        else Assert.Equal(Right(expected).ToString(), Right(found).ToString());
    }

    private static RestoreChain Chain(Tape tape)
    {
        List<StoredVersion> steps = [Step(0, JsonPatch.From([new JsonPatchOperation.Add(ValuePath.Root, Large(tape))]))];
        for (var i = tape.Below(12); i > 0; i--) steps.Add(Step(steps.Count, Patch(tape), isOdd: tape.OneIn(12)));
        return new RestoreChain(null, [.. steps]);
    }

    private static StoredVersion Step(long number, JsonPatch patch, bool isOdd = false) => new()
    {
        Number = number,
        Id = default,
        Parents = number == 0 ? [] : [new VersionRef(number - 1, default)],
        Stamp = Stamp.FromTicks(number, "", ""),
        Changes = patch.Operations.Count,
        ContentHash = null,
        IsPruned = false,
        Payload = new VersionPayload(Encoding.UTF8.GetBytes(Spelled(patch, isOdd)), null),
    };

    /// <summary>The patch as text; if it is to be odd, in a way that takes a second look.</summary>
    private static string Spelled(JsonPatch patch, bool isOdd) => isOdd
        ? patch.ToString().Replace("\"op\":", "\"\\u006fp\":", StringComparison.Ordinal)
        : patch.ToString();

    /// <summary>A document with a map too large to lie flat, at its top or within, and others beside it.</summary>
    private static Value.Map Large(Tape tape)
    {
        var entries = Enumerable.Range(0, 17 + tape.Below(30)).Select(i => Pair($"k{i}", Drawn.Any(tape, 1)));
        var large = Value.Map.From(entries);
        return tape.Below(3) == 0
            ? large
            : Value.Map.From([Pair("large", large), Pair("other", large), Pair("few", Drawn.Any(tape, 2))]);
    }

    private static KeyValuePair<string, Value> Pair(string key, Value value) => new(key, value);

    private static JsonPatch Patch(Tape tape)
    {
        var operations = new List<JsonPatchOperation>();
        for (var i = tape.Below(6); i >= 0; i--)
        {
            var (path, from) = (Path(tape), Path(tape));
            operations.Add(tape.Below(16) switch
            {
                0 => new JsonPatchOperation.Add(path, Drawn.Any(tape, 1)),
                1 => new JsonPatchOperation.Remove(path),
                2 => new JsonPatchOperation.Move(from, path),
                3 => new JsonPatchOperation.Copy(from, path),
                _ => new JsonPatchOperation.Replace(path, Drawn.Any(tape, 2)),
            });
        }

        return JsonPatch.From(operations);
    }

    private static ValuePath Path(Tape tape) => tape.Below(24) switch
    {
        0 => ValuePath.Root,
        1 => ValuePath.Root.Append(tape.Of("large", "other", "few")),
        2 => ValuePath.Root.Append("large").Append(Key(tape)).Append(tape.Below(3)),
        3 => ValuePath.Root.Append("few").Append(Drawn.Key(tape)),
        4 => ValuePath.Root.Append("missing").Append(Key(tape)),
        < 10 => ValuePath.Root.Append(Key(tape)),
        < 13 => ValuePath.Root.Append("other").Append(Key(tape)),
        _ => ValuePath.Root.Append("large").Append(Key(tape)),
    };

    private static string Key(Tape tape) => $"k{tape.Below(20)}";
}
