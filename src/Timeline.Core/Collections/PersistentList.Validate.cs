namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>Checks every invariant of the tree; for tests.</summary>
    /// <exception cref="InvalidOperationException">One does not hold.</exception>
    internal void Validate()
    {
        Require(_tail.Length <= LeafMax, "the tail is not longer than a leaf");
        Require(_tailCount <= _tail.Length, "the tail is in its array");
        Require(_tailCount == _tail.Length || _room is not null, "only a tail that is filled together has room");
        Require(_tailCount > 0 || _root is null || Count > 0, "an empty list has no tree");
        Require(Count > 0 || ReferenceEquals(this, Empty), "there is one empty list");
        var count = _root is null ? 0 : ValidateNode(_root, _height, true);
        Require(count == _tailStart, "the list knows where its tail starts");
    }

    private static int ValidateNode(object node, int height, bool isRoot)
    {
        if (height == 0)
        {
            Require(node is T[], "a leaf stands at the bottom");
            var length = AsLeaf(node).Length;
            Require(length <= LeafMax && length >= (isRoot ? 1 : LeafMin), "a leaf has its size");
            return length;
        }
        var branch = node as ListBranch;
        Require(branch is not null && branch.Height == height, "a branch knows its height");
        var least = isRoot ? 2 : ListBranch.MinWidth;
        Require(branch!.ChildrenCount <= ListBranch.Width && branch.ChildrenCount >= least, "a branch has its width");
        var end = 0;
        for (var slot = 0; slot < ListBranch.Width; slot++)
        {
            var used = slot < branch.ChildrenCount;
            Require(used == branch.Children[slot] is not null, "children stand in front");
            end += used ? ValidateNode(branch.Children[slot]!, height - 1, false) : 0;
            Require(branch.Ends[slot] == (used ? end : int.MaxValue), "a branch knows where its children end");
        }
        return end;
    }

    private static void Require(bool holds, string invariant)
    {
        if (!holds)
            throw new InvalidOperationException($"Broken invariant: {invariant}.");
    }
}
