namespace Timeline.Sequences;

/// <summary>Nodes in a row, with their names and counts beside them.</summary>
internal sealed class SequenceBranch : SequenceNode
{
    public const int Most = 32;

    public readonly SequenceNode[] Children = new SequenceNode[Most];
    public readonly int[] Counts = new int[Most];
    public readonly int[] Names = new int[Most];

    public SequenceBranch(object? owner, int name)
        : base(owner, name)
    {
    }

    private SequenceBranch(SequenceBranch branch, object owner)
        : base(owner, branch.Name)
    {
        Count = branch.Count;
        branch.Children.AsSpan(0, Count).CopyTo(Children);
        branch.Counts.AsSpan(0, Count).CopyTo(Counts);
        branch.Names.AsSpan(0, Count).CopyTo(Names);
    }

    public override int Visible
    {
        get
        {
            var sum = 0;
            foreach (var count in Counts.AsSpan(0, Count))
                sum += count;
            return sum;
        }
    }

    public SequenceBranch For(object owner) => ReferenceEquals(Owner, owner) ? this : new SequenceBranch(this, owner);

    public int PlaceOf(int name) => Names.AsSpan(0, Count).IndexOf(name);

    public void InsertAt(int place, SequenceNode child)
    {
        Array.Copy(Children, place, Children, place + 1, Count - place);
        Array.Copy(Counts, place, Counts, place + 1, Count - place);
        Array.Copy(Names, place, Names, place + 1, Count - place);
        Count++;
        Children[place] = child;
        Counts[place] = child.Visible;
        Names[place] = child.Name;
    }

    /// <summary>Keeps the first children and gives the others, as a branch of the name given.</summary>
    public SequenceBranch SplitAt(int kept, int name)
    {
        var right = new SequenceBranch(Owner, name);
        for (var i = kept; i < Count; i++)
            right.InsertAt(i - kept, Children[i]);
        Array.Clear(Children, kept, Count - kept);
        Count = kept;
        return right;
    }
}
