using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Tests.Properties.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Objects;

/// <summary>The law of objects that hold the same ones in many places.</summary>
public sealed class SharedPartLaws
{
    [Fact]
    public void What_is_remembered_of_pairs_changes_no_difference() => Tape.Holds(Graphs, graphs =>
    {
        foreach (var code in new[] { 0, int.MaxValue })
        {
            var (anew, remembering) = (Options(code, int.MaxValue), Options(code, 0));
            Assert.Equal(Patch(graphs, anew), Patch(graphs, remembering));
            Assert.Equal(Patch(graphs, anew with { Tolerance = 1 }), Patch(graphs, remembering with { Tolerance = 1 }));
            Assert.Equal(
                Patch(graphs, anew with { Ignored = [PathPattern.Of("**.Left.Note")] }),
                Patch(graphs, remembering with { Ignored = [PathPattern.Of("**.Left.Note")] }));
        }
    });

    [Fact]
    public void What_is_remembered_of_objects_changes_no_value() => Tape.Holds(Graphs, graphs => Assert.Equal(
        Right(Options(0, int.MaxValue).Tree.ToValue(graphs.Before)), Right(Options(0, 0).Tree.ToValue(graphs.Before))));

    /// <summary>Each node holds some of those made before it; of the second graph some are written otherwise.</summary>
    private static (Node Before, Node After) Graphs(Tape tape)
    {
        var (before, after) = (new List<Node?> { null }, new List<Node?> { null });
        for (var i = tape.Below(7) + 1; i > 0; i--)
        {
            var (note, size, left, right) = (tape.Below(3), tape.Below(4) / 2.0, tape.Below(before.Count), tape.Below(before.Count));
            int[] more = [.. Enumerable.Range(0, tape.Below(3)).Select(_ => tape.Below(before.Count))];
            before.Add(new Node(note, size, before[left], before[right], [.. more.Select(at => before[at])]));
            var noise = tape.Below(12);
            if (noise == 3) note++;
            after.Add(noise == 1
                ? new Node(note + 1, size, after[right], after[left], [])
                : new Node(note, size + (noise == 2 ? 0.5 : 0), after[left], after[right], [.. more.Select(at => after[at])]));
        }

        return (before[^1]!, after[^1]!);
    }

    private static ObjectDiffOptions Options(int code, int memory) => new()
    {
        Tree = new ObjectTree(new()) { PairsBeforeCode = code, PairsBeforeMemory = memory },
    };

    private static string Patch((Node Before, Node After) graphs, ObjectDiffOptions options) =>
        Right(Diff.Between(graphs.Before, graphs.After, options)).ToString();

    private static T Right<T>(Either<TimelineError, T> either) =>
        either.Match(value => value, error => throw new InvalidOperationException(error.Message));

    private sealed class Node(int note, double size, Node? left, Node? right, List<Node?> more)
    {
        public int Note { get; } = note;

        public double Size { get; } = size;

        public Node? Left { get; } = left;

        public Node? Right { get; } = right;

        public List<Node?> More { get; } = more;
    }
}
