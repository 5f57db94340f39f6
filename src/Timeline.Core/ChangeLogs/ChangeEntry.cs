using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LanguageExt;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.ChangeLogs;

/// <summary>One mutation of a tracked container, or of what it holds, as it stands in the container's log.</summary>
/// <remarks>
/// <para>
/// An entry holds what was before and after as references, so that making one costs the same whatever was changed. A
/// change of a child stands in the log of every container that held it then, each under an id of that log, with the
/// <see cref="Origin"/> and all else the same, and with the way to the child in front of the path.
/// </para>
/// Equality is by all fields but <see cref="ContentBefore"/> and <see cref="ContentAfter"/>, which follow from the log.
/// Immutable and safe to share between threads. Texts that hold half of a surrogate pair, which no JSON can say, throw
/// <see cref="ArgumentException"/>.
/// </remarks>
public sealed record ChangeEntry
{
    /// <summary>Which entry it is: the container whose log it is in, and its number there.</summary>
    public required ChangeEntryId Id { get; init; }

    /// <summary>The entry of the container that was changed; the same as <see cref="Id"/> where that is this
    /// one.</summary>
    public required ChangeEntryId Origin { get; init; }

    /// <summary>When, in UTC. Never before that of the entry before it in the log.</summary>
    public required DateTimeOffset Time
    {
        get;
        init => field = value.ToUniversalTime();
    }

    /// <summary>Who; empty for nobody in particular.</summary>
    public string Actor
    {
        get;
        init => field = Sound(value, nameof(Actor));
    } = "";

    /// <summary>What kind of thing it says.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>The method that was called, as it is spelled: <c>Add</c>, <c>this[]</c>, <c>Sort</c>.</summary>
    public string Method
    {
        get;
        init => field = Sound(value, nameof(Method));
    } = "";

    /// <summary>Where, from the container whose log it is, as places were at the moment; of a set the set
    /// itself.</summary>
    public ValuePath Path { get; init; } = ValuePath.Root;

    /// <summary>What was there; none where nothing was.</summary>
    public Option<ChangeContent> Before { get; init; }

    /// <summary>What was there then; none where nothing was.</summary>
    public Option<ChangeContent> After { get; init; }

    /// <summary>The whole content of the container whose log it is, before; none in what was read back.</summary>
    public Option<ChangeContent> ContentBefore { get; init; }

    /// <summary>The whole content of the container whose log it is, after; none in what was read back.</summary>
    public Option<ChangeContent> ContentAfter { get; init; }

    /// <summary>The containers from the one whose log it is to the one that was changed; never empty.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public required ImmutableArray<ChangeNode> Tree
    {
        get => Nesting is ChangeTree made
            ? made.Nodes
            : ImmutableCollectionsMarshal.AsImmutableArray((ChangeNode[])Nesting);
        init => Nesting = value.IsDefaultOrEmpty
            ? throw new ArgumentException("An entry says at least whose it is.", nameof(value))
            : ImmutableCollectionsMarshal.AsArray(value)!;
    }

    /// <summary>The tree as it was noted: a <see cref="ChangeTree"/>, or an array of its nodes.</summary>
    internal object Nesting { get; init; } = null!;

    /// <summary>The group of entries that were kept as one; none for one by itself.</summary>
    public Option<Guid> Group { get; init; }

    /// <summary>Who called whom, innermost first, where that is captured: each frame as the type and the method, with
    /// what the compiler named for a lambda, a local function or an asynchronous method under the name of the
    /// source.</summary>
    /// <remarks>What was captured is made texts when it is asked for, once: O(frames) then, and O(1) after.</remarks>
    public ImmutableArray<string> Stack
    {
        get => Calls.Frames;
        init
        {
            Calls = ChangeStack.Of(value.IsDefault ? [] : value);
            foreach (var frame in Calls.Frames) _ = Sound(frame, nameof(Stack));
        }
    }

    /// <summary>The stack as it was noted.</summary>
    internal ChangeStack Calls { get; init; } = ChangeStack.None;

    /// <summary>What the container that was changed is.</summary>
    public ContainerKind Kind => ChangeTree.KindOf(Nesting);

    /// <summary>What is different after the entry, as steps from the content before.</summary>
    /// <returns>
    /// The steps, under <see cref="Path"/>; none where nothing is. Elements of a set have no places, so of an entry
    /// that adds or removes one there are steps only while it has its contents, which one that was read back has
    /// not.
    /// </returns>
    /// <remarks>
    /// Law: applied to the content before, the steps give the content after. O(what is different) in what has its
    /// contents and stands in a dictionary, as dictionaries know what they share; else O(size of what was there before
    /// and after).
    /// </remarks>
    public Patch Diff() => ChangeReplay.PatchOf(this);

    /// <inheritdoc/>
    public bool Equals(ChangeEntry? other) =>
        other is not null
        && (Id, Origin, Time, Actor, Action, Method, Path, Before, After, Group)
            == (other.Id, other.Origin, other.Time, other.Actor, other.Action, other.Method, other.Path,
                other.Before, other.After, other.Group)
        && (ReferenceEquals(Nesting, other.Nesting) || Tree.SequenceEqual(other.Tree))
        && (ReferenceEquals(Calls, other.Calls) || Stack.SequenceEqual(other.Stack));

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The entry on one line.</summary>
    /// <returns>As <see cref="ChangeText.Line"/>.</returns>
    public override string ToString() => ChangeText.Line(this);

    private static string Sound(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        WellFormed.Require(text, name);
        return text;
    }
}
