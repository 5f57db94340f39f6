using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Two values walked in lockstep, writing down what differs. A mutable working space of one difference.
/// </summary>
internal sealed partial class DiffWalk(DiffOptions options)
{
    private readonly WorkBudget _budget = new(options.WorkLimit);
    private readonly List<Change> _changes = [];

    public Patch ToPatch() => _changes.Count == 0
        ? Patch.Empty
        : new Patch([.. _changes], _budget.Exceeded);

    /// <summary>Writes down how the value at a path became another.</summary>
    public void Compare(ValuePath path, Value before, Value after)
    {
        if (ReferenceEquals(before, after)) return;
        switch (before, after)
        {
            case (Value.Map from, Value.Map to):
                CompareMaps(path, from, to);
                break;
            case (Value.List from, Value.List to):
                CompareLists(path, from, to);
                break;
            default:
                if (!AreSame(before, after)) Write(new Change.Replaced(path, before, after));
                break;
        }
    }

    private bool AreSame(Value before, Value after) =>
        options.Spelling ? before.ExactlyEquals(after) : before.Equals(after);

    private void Write(Change change) => _changes.Add(change);
}
