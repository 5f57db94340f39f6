using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;
using Timeline.Undo;

namespace Timeline.Tests.Properties.Undo;

public sealed class UndoTreeLaws
{
    private static Arbitrary<int[]> Scripts { get; } = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void The_tree_moves_as_a_mutable_tree_of_nodes_does() =>
        Law.Holds(Scripts, script =>
        {
            var (tree, model) = (UndoTree.Start(0, At(0)), new Model());
            foreach (var step in script)
            {
                var (moved, canMove) = (Step(tree, step), model.Step(step));
                Assert.Equal(canMove, moved.IsSome);
                tree = moved.IfNone(tree);
                Assert.Equal(model.Here.Number, tree.Number);
                Assert.Equal(model.Here.Number, tree.Value);
                Assert.Equal(model.Here.Parent is not null, tree.CanUndo);
                Assert.Equal(model.Here.Next is not null, tree.CanRedo);
                Assert.Equal(model.Here.Next?.Number ?? -1, tree.Next.Match(it => it.Number, () => -1));
                Assert.Equal(model.Here.Children.Select(it => it.Number), tree.Branches.Select(it => it.Number));
                Assert.Equal(
                    model.All.Select(it => (it.Number, it.Parent?.Number)),
                    tree.Places.Select(it => (it.Number, it.Parent)));
            }
        });

    [Fact]
    public void No_step_loses_a_version_that_was_ever_done() =>
        Law.Holds(Scripts, script =>
        {
            var tree = UndoTree.Start(0, At(0));
            List<Version<int>> done = [tree.Current];
            foreach (var step in script)
            {
                tree = Step(tree, step).IfNone(tree);
                if (tree.Count > done.Count) done.Add(tree.Current);
                Assert.Equal(done, tree.Places.Select(it => it.Version));
            }

            for (var number = 0; number < done.Count; number++)
            {
                var there = Right(tree.MoveTo(number));
                Assert.Same(done[number], there.Current);
                Assert.Same(done[number].Parent, there.CanUndo ? Right(there.Undo()).Current : null);
            }
        });

    [Fact]
    public void Redo_after_undo_and_n_redos_after_n_undos_stand_where_one_stood() =>
        Law.Holds(Scripts, script =>
        {
            var tree = Grown(script);
            for (var count = 0; count <= tree.History.Count; count++)
            {
                var moved = tree;
                var undos = 0;
                while (undos < count && moved.CanUndo) (moved, undos) = (Right(moved.Undo()), undos + 1);
                for (var i = 0; i < undos; i++) moved = Right(moved.Redo());
                Assert.Same(tree.Current, moved.Current);
                Assert.Equal(tree.Next, moved.Next);
            }
        });

    [Fact]
    public void Doing_something_after_an_undo_keeps_what_was_undone_as_a_branch() =>
        Law.Holds(Scripts, script =>
        {
            var tree = Grown(script);
            if (!tree.CanUndo) return;
            var done = Right(Right(tree.Undo()).Do(-1, At(1)).Undo());
            Assert.Contains(tree.Number, done.Branches.Select(it => it.Number));
            Assert.Equal(-1, Right(done.Redo()).Value);
            Assert.Same(tree.Current, Right(done.Redo(tree.Number)).Current);
            Assert.Same(tree.Current, Right(Right(Right(done.Redo(tree.Number)).Undo()).Redo()).Current);
        });

    [Fact]
    public void Undoing_a_group_is_undoing_its_versions_one_by_one_and_redoing_one_the_same() =>
        Law.Holds(Scripts, script =>
        {
            var tree = Grown(script);
            if (tree.CanUndo)
            {
                var singly = tree;
                do singly = Right(singly.Undo());
                while (singly.CanUndo && IsOneGroup(Right(singly.Redo()).Current, singly.Current));
                Assert.Equal(singly.Number, Right(tree.UndoGroup()).Number);
            }

            if (tree.CanRedo)
            {
                var singly = tree;
                do singly = Right(singly.Redo());
                while (singly.CanRedo && IsOneGroup(Right(singly.Redo()).Current, singly.Current));
                Assert.Equal(singly.Number, Right(tree.RedoGroup()).Number);
            }
        });

    [Fact]
    public void After_going_anywhere_the_way_from_the_first_version_is_the_way_come() =>
        Law.Holds(Scripts, script =>
        {
            var tree = Grown(script);
            foreach (var place in tree.Places)
            {
                var back = Right(tree.MoveTo(place.Number));
                var steps = 0;
                while (back.CanUndo) (back, steps) = (Right(back.Undo()), steps + 1);
                for (var i = 0; i < steps; i++) back = Right(back.Redo());
                Assert.Equal(place.Number, back.Number);
            }
        });

    [Fact]
    public void A_history_as_a_tree_is_undone_version_by_version() =>
        Law.Holds(Scripts, script =>
        {
            var history = script.Aggregate(History.Start(0, At(0)), (it, step) => it.Append(step, Stamped(step)));
            var tree = Right(UndoTree.From(history));
            Assert.Equal(history, tree.History);
            foreach (var version in history.Newest())
            {
                Assert.Same(version, tree.Current);
                tree = tree.Undo().Match(it => it, _ => tree);
            }

            Assert.Equal(0, tree.Number);
        });

    private static bool IsOneGroup(Version<int> later, Version<int> earlier) =>
        later.Stamp.Label.Length > 0 && later.Stamp.Label == earlier.Stamp.Label
        && later.Stamp.Actor == earlier.Stamp.Actor;

    private static UndoTree<int> Grown(int[] script) =>
        script.Aggregate(UndoTree.Start(0, At(0)), (tree, step) => Step(tree, step).IfNone(tree));

    private static LanguageExt.Option<UndoTree<int>> Step(UndoTree<int> tree, int step) => Kind(step) switch
    {
        0 or 1 => tree.Undo().ToOption(),
        2 => tree.Redo().ToOption(),
        3 => tree.Redo(Choice(step, tree.Count)).ToOption(),
        4 => tree.MoveTo(Choice(step, tree.Count + 1)).ToOption(),
        _ => tree.Do(tree.Count, Stamped(step)),
    };

    private static int Kind(int step) => Math.Abs(step % 10);

    private static int Choice(int step, int count) => Math.Abs(step / 10) % count;

    private static Stamp At(long ticks) => Stamp.FromTicks(ticks, "ann", "");

    private static Stamp Stamped(int step) => Stamp.FromTicks(
        Math.Abs(step), step % 4 == 0 ? "bob" : "ann", (step % 3) switch { 0 => "", 1 => "type", _ => "paste" });

    private sealed class Node(int number, Node? parent)
    {
        public int Number => number;

        public Node? Parent => parent;

        public List<Node> Children { get; } = [];

        public Node? Next { get; set; }
    }

    /// <summary>What the tree is held against: nodes that know their children and are never taken away.</summary>
    private sealed class Model
    {
        public Model() => All = [Here];

        public Node Here { get; private set; } = new(0, null);

        public List<Node> All { get; }

        public bool Step(int step) => Kind(step) switch
        {
            0 or 1 => GoTo(Here.Parent),
            2 => GoTo(Here.Next),
            3 => GoTo(Here.Children.Find(it => it.Number == Choice(step, All.Count))),
            4 => GoTo(Choice(step, All.Count + 1) is var at && at < All.Count ? All[at] : null),
            _ => Do(),
        };

        private bool Do()
        {
            var done = new Node(All.Count, Here);
            Here.Children.Add(done);
            All.Add(done);
            return GoTo(done);
        }

        private bool GoTo(Node? there)
        {
            if (there is null) return false;
            var way = Way(Here).ToHashSet();
            foreach (var node in Way(there).Where(node => !way.Contains(node))) node.Parent!.Next = node;
            Here = there;
            return true;
        }

        private static IEnumerable<Node> Way(Node? node)
        {
            for (; node is not null; node = node.Parent) yield return node;
        }
    }
}
