namespace Timeline.Sequences;

/// <summary>All that a sequence is; the same for lists and text. Immutable.</summary>
/// <remarks>
/// What counts is a set of elements, each with its parent and side, and a set of deleted ids: both only grow, and to
/// merge is to unite them. All else follows from these: the document (<see cref="Root"/>), the way from an id to
/// its leaf
/// (<see cref="Leaves"/>, then <see cref="Parents"/> up to the root), and what waits for a parent not yet known.
/// </remarks>
internal sealed record SequenceState<T>
{
    public const int FirstName = 1;

    public static readonly SequenceState<T> Empty = new();

    /// <summary>The replicas, each at the place that ids name.</summary>
    public ReplicaTable Replicas { get; init; } = ReplicaTable.Empty;

    /// <summary>The ids of all elements that are held, the waiting ones included.</summary>
    public KeyNode? Known { get; init; }

    /// <summary>The ids that are deleted, also of elements not yet known.</summary>
    public KeyNode? Deleted { get; init; }

    /// <summary>The document.</summary>
    public SequenceNode Root { get; init; } = new SequenceLeaf<T>(owner: null, FirstName, 0, 0);

    /// <summary>From the first id of a row to the name of the leaf that holds it.</summary>
    public KeyNode? Leaves { get; init; }

    /// <summary>From a node's name to its parent's.</summary>
    public KeyNode? Parents { get; init; }

    /// <summary>The name that the next node gets.</summary>
    public int NextName { get; init; } = FirstName + 1;

    /// <summary>How many elements a reader sees.</summary>
    public int Length { get; init; }

    /// <summary>
    /// Elements whose parent is not known yet, in the order of their ids; they are not in the document.
    /// </summary>
    public Chunk<T>[] Waiting { get; init; } = [];
}
