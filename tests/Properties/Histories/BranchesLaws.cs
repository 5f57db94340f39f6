using LanguageExt;
using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

/// <summary>Branches against a dictionary and the name of the current one, step by step.</summary>
public sealed class BranchesLaws
{
    private static readonly BranchName[] Names = [BranchName.Main, .. new[] { "a", "b/c", "d" }.Select(BranchName.Of)];

    [Fact]
    public void Branches_are_a_dictionary_of_heads_with_one_current_name() =>
        Law.Holds(Scripts, script =>
        {
            var branches = Branches<int>.Start(BranchName.Main, History.Start(0, At(0)));
            Dictionary<BranchName, History<int>> model = new() { [BranchName.Main] = branches.Head };
            var current = BranchName.Main;
            foreach (var number in script)
            {
                var (name, other) = (Names[Pick(number, 4)], Names[Pick(number / 4, 4)]);
                var (before, head) = (branches, branches.Head.Append(number, At(number + 100)));
                var (exists, taken) = (model.ContainsKey(name), model.ContainsKey(other));
                var (result, allowed) = Pick(number, 5) switch
                {
                    0 => (branches.Create(name, head), !exists),
                    1 => (branches.Move(name, branches.Head, head), exists && model[name] == branches.Head),
                    2 => (branches.Switch(name), exists),
                    3 => (branches.Delete(name), exists && name != current),
                    _ => (branches.Rename(name, other), exists && (name == other || !taken)),
                };
                Assert.Equal(allowed, result.IsRight);
                branches = result.IfLeft(branches);
                if (allowed) current = Change(model, current, Pick(number, 5), name, other, head);
                else Assert.Same(before, branches);
                Assert.Equal(current, branches.Current);
                Assert.Equal(model[current], branches.Head);
                Assert.Equal(model.Keys.Order(), branches.Names);
                Assert.All(model, pair => Assert.Equal(pair.Value, branches.Find(pair.Key)));
            }
        });

    private static BranchName Change(
        Dictionary<BranchName, History<int>> model,
        BranchName current,
        int kind,
        BranchName name,
        BranchName other,
        History<int> head)
    {
        switch (kind)
        {
            case 0 or 1:
                model[name] = head;
                return current;
            case 2:
                return name;
            case 3:
                Assert.True(model.Remove(name));
                return current;
            default:
                Assert.True(model.Remove(name, out var moved));
                model[other] = moved;
                return current == name ? other : current;
        }
    }
}
