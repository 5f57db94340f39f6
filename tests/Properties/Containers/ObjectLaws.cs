using System.ComponentModel;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Containers;

namespace Timeline.Tests.Properties.Containers;

/// <summary>A tracked object beside the same class without tracking.</summary>
public sealed class ObjectLaws
{
    public sealed record Move(int Kind, int Value);

    // What is converted is set again, and told again.
    private static readonly TrackingOptions Bare = new() { ConvertInObjects = false };

    private static readonly Arbitrary<Move[]> Runs = Arb.From(Gen.ArrayOf(
        from kind in Gen.Choose(0, 9)
        from value in Gen.Choose(-1, 3)
        select new Move(kind, value)));

    [Fact]
    public void An_object_behaves_as_the_same_class_without_tracking() => Law.Holds(
        Runs, run => Compare(run, new BareNode(), new TrackedNode(), it => it), cases: 300);

    [Fact]
    public void A_followed_model_behaves_as_one_that_nobody_follows() => Law.Holds(
        Runs, run => Compare(run, new BareNode(), new BareNode(), it => it), cases: 300);

    [Fact]
    public void A_proxy_of_a_model_behaves_as_the_model() => Law.Holds(
        Runs, run => Compare(run, new BareNode(), new BareNode(), it => Track.Proxy(it, Bare)), cases: 300);

    [Fact]
    public void A_proxy_of_its_own_behaves_as_a_class_with_such_properties() => Law.Holds(
        Runs,
        run =>
        {
            BareNode twin = new();
            var ours = Track.Proxy<INode>();
            foreach (var step in run.Where(it => it is { Kind: < 5, Value: >= 0 }))
            {
                Assert.Equal(Outcomes.Of(() => Do(twin, step)), Outcomes.Of(() => Do(ours, step)));
                Assert.Equal((twin.Name, twin.Number, twin.Any), (ours.Name, ours.Number, ours.Any));
            }

            Replaying.Agrees(Track.Object(ours));
        },
        cases: 100);

    private static void Compare(Move[] run, BareNode twin, INode inner, Func<INode, INode> wrap)
    {
        List<string> expected = [], told = [];
        var ours = wrap(inner);
        var container = Track.Object(ours, Bare);
        Hear(twin, expected);
        Hear(ours, told);
        foreach (var step in run)
        {
            Assert.Equal(Outcomes.Of(() => Do(twin, step)), Outcomes.Of(() => Do(Reached(ours, inner, step), step)));
            Assert.Equal((twin.Name, twin.Number, twin.Any), (ours.Name, ours.Number, ours.Any));
            Assert.Equal(expected, told);
        }

        Replaying.Agrees(container);
        Mirror.Agrees(container);
    }

    // What the interface does not have is done behind the proxy.
    private static INode Reached(INode ours, INode inner, Move step) => step.Kind is 5 or 6 ? inner : ours;

    private static void Hear(INode node, List<string> told)
    {
        // One that answers by setting something else, one that throws at times, and one after both.
        ((INotifyPropertyChanging)node).PropertyChanging += (_, it) => told.Add("-" + it.PropertyName);
        ((INotifyPropertyChanged)node).PropertyChanged += (_, it) =>
        {
            told.Add(it.PropertyName ?? "");
            if (it.PropertyName == nameof(INode.Any) && node.Any is 2) node.Name = "two";
        };
        ((INotifyPropertyChanged)node).PropertyChanged += (_, it) =>
        {
            if (it.PropertyName == nameof(INode.Name) && node.Name == "1") throw new InvalidOperationException("no");
        };
    }

    private static bool Do(INode node, Move step)
    {
        switch (step.Kind)
        {
            case 0 or 1:
                node.Name = step.Value < 0 ? null : $"{step.Value}";
                return true;
            case 2 or 3:
                node.Number = step.Value;
                return true;
            case 4:
                node.Any = step.Value == 0 ? "text" : step.Value;
                return true;
            case 5 when node is TrackedNode tracked:
                tracked.Reset();
                return true;
            case 5 when node is BareNode bare:
                bare.Reset();
                return true;
            case 6 when node is TrackedNode tracked:
                tracked.Half = step.Value;
                return true;
            case 6 when node is BareNode bare:
                bare.Half = step.Value;
                return true;
            default:
                node.Any = new[] { step.Value };
                node.Any = node.Any;
                node.Any = null;
                return true;
        }
    }
}
