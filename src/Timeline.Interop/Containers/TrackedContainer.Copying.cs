using Timeline.ChangeLogs;

namespace Timeline.Containers;

public abstract partial class TrackedContainer
{
    /// <summary>Takes the content again that was there after an entry, and so do the containers that it held then. What
    /// that changes is recorded, as one group.</summary>
    /// <param name="entry">An entry of this log.</param>
    /// <exception cref="ArgumentException">It is of another log, was taken back with its batch, or was read back, so
    /// that it has no content; or what is held then would hold itself.</exception>
    /// <exception cref="InvalidOperationException">Something that would change is locked; nothing is
    /// changed.</exception>
    public void RollBackTo(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Id.Container != Id)
            throw new ArgumentException($"The entry {entry.Id} is not of the log of {Title}.", nameof(entry));
        if (ChangeContent.OrNull(entry.ContentAfter) is not { } content || content.GetType() != State.GetType())
            throw new ArgumentException($"The entry {entry.Id} has no content: it was read back.", nameof(entry));
        if (!IsOf(Log, entry))
        {
            throw new ArgumentException(
                $"The entry {entry.Id} was taken back with its batch, and is not of the log of {Title} any more.",
                nameof(entry));
        }

        using var batch = new TrackingBatch(nameof(RollBackTo));
        List<TrackedContainer> taken = [];
        try
        {
            TakeAgain(content, taken);
            foreach (var one in taken) one.SetFollowed();
            batch.Commit();
        }
        finally
        {
            foreach (var one in taken) one.Listen();
        }
    }

    /// <summary>What a state would hold, with each child recorded as it is now; the state itself where that is how it
    /// is.</summary>
    private protected abstract ChangeContent WithChildrenAsTheyAre(ChangeContent state);

    /// <summary>The containers in a state, with what they are recorded as there.</summary>
    private protected abstract IEnumerable<(TrackedContainer Child,
        ChangeContent Record)> RecordedChildrenIn(ChangeContent state);

    /// <summary>Takes a state as one entry.</summary>
    private protected abstract void ReplaceBy(ChangeContent state, string method);

    /// <summary>A container that holds the same, with copies of the containers in it, each made once.</summary>
    private protected abstract TrackedContainer CopyOf(TrackingOptions options, Dictionary<TrackedContainer,
        TrackedContainer> made);

    /// <summary>That an object is followed as it is, and nobody but its class knows how to make another.</summary>
    private protected NotSupportedException NoCopy() => new(
        $"{Title} cannot be copied, and so nothing that holds it: it is the container of an object, and objects are "
        + "copied by their own class.");

    /// <summary>The copy of an element that is a container, which is copied once.</summary>
    private protected static T Copied<T>(
        T element, TrackedContainer child, Dictionary<TrackedContainer, TrackedContainer> made)
    {
        if (element is not TrackedContainer) throw child.NoCopy();
        if (!made.TryGetValue(child, out var copy)) made.Add(child, copy = child.CopyOf(child.Options, made));
        return (T)(object)copy;
    }

    // What a batch took back has given its number to another. What the limits have dropped is believed.
    private static bool IsOf(ChangeLog log, ChangeEntry entry)
    {
        var at = entry.Id.Number - log.First.Id.Number;
        return at < log.Count && (at < 0 || log.Entries[(int)at].Equals(entry));
    }

    // Children first: what this container records of each is what that is by then.
    private void TakeAgain(ChangeContent content, List<TrackedContainer> taken)
    {
        if (ReferenceEquals(content, State)) return;
        foreach (var (child, record) in RecordedChildrenIn(content)) child.TakeAgain(record, taken);
        using var turn = Mutate();
        var state = WithChildrenAsTheyAre(content);
        if (ReferenceEquals(state, State)) return;
        foreach (var child in ChildrenIn(state)) RequireCanHold(child, "entry");
        ReplaceBy(state, nameof(RollBackTo));
        Hush();
        taken.Add(this);
    }
}
